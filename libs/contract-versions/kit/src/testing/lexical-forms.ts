/** How a value may be written. */
export interface Forms {
  /** Other spellings of the same value: the question that is read is the same. */
  readonly same: readonly string[];
  /** Other values that are right. */
  readonly other: readonly string[];
}

/** The types of XML Schema that a question's texts have. */
export type Kind = 'date' | 'dateTime' | 'boolean' | 'short' | 'int' | 'token' | 'string' | 'base64Binary';

const ZONES = ['Z', '+00:00', '-00:00', '+14:00', '-14:00'];

/** Values at the limits of each type (XML Schema part 2, chapter 3). */
const VALUES: Readonly<Record<Kind, readonly string[]>> = {
  date: ['0001-01-01', '9999-12-31', '2024-02-29', ...ZONES.map((zone) => `2026-10-01${zone}`)],
  dateTime: [
    '0001-01-01T00:00:00',
    '2026-10-01T24:00:00',
    '9999-12-31T23:59:59.999999999',
    ...ZONES.map((zone) => `2026-10-01T00:00:00${zone}`),
  ],
  boolean: ['1', '0', 'true', 'false'],
  short: ['-32768', '32767', '+1', '-0', '000000000000000000001'],
  int: ['-2147483648', '2147483647', '+2025', '-0', '0000000000002025'],
  token: [],
  string: [
    'a',
    ' ',
    'å😀',
    '\u0085\u2028',
    'a\n\tb',
    '&#13;',
    '&#x7f;',
    '<![CDATA[<a>&amp;]]>',
    'a'.repeat(5000),
  ],
  base64Binary: [],
};

/** Every form of a type that must be taken, given a value of it. White space counts in strings alone. */
export function formsOf(kind: Kind, value: string): Forms {
  const [head, tail] = [value.slice(0, 1), value.slice(1)];
  const same = [
    `<!-- x -->${value}`,
    `${head}<!-- x -->${tail}`,
    `<![CDATA[${value}]]>`,
    `${head}<![CDATA[${tail}]]>`,
    `<![CDATA[]]>${value}`,
    `&#${head.codePointAt(0) ?? 32};${tail}`,
  ];
  const padded = [
    ` ${value}`,
    `${value} `,
    `\n\t${value}\r\n  `,
    `&#9;${value}&#10;`,
    `&#13;${value}`,
    ` <!-- x --> ${value} <!-- y --> `,
    `<![CDATA[ ]]>${value}`,
    `<![CDATA[ ${value}]]> `,
  ];
  return {
    same:
      kind === 'string' ? same : [...same, ...padded, ...(kind === 'base64Binary' ? [spread(value)] : [])],
    other: VALUES[kind],
  };
}

/** Base64 with white space between its characters. */
const spread = (value: string): string => value.replaceAll(/(.)/g, '$1\n');
