/** Hostile content of an XML element, about as many characters long as asked for. `xs:` and `xsi:` are free to use. */
export type Shape = (size: number) => string;

/** A piece as often as it fits; the piece may depend on its number. */
export const repeated = (piece: string | ((n: number) => string), size: number): string => {
  const pieces: string[] = [];
  for (let length = 0, n = 0; length < size; n += 1) {
    const one = typeof piece === 'string' ? piece : piece(n);
    pieces.push(one);
    length += one.length;
  }
  return pieces.join('');
};

/** As deep as the gate lets in, with an envelope around it, again and again. */
const deep = (depth: number): string => '<d xmlns:d="urn:d">'.repeat(depth) + '</d>'.repeat(depth);

/** What the gate lets in, for a question and for an agency's answer alike. */
export const SHAPES: Readonly<Record<string, Shape>> = {
  'one long text': (size) => 'x'.repeat(size),
  'one long run of white space': (size) => `x${' '.repeat(size)}x`,
  'many references': (size) => repeated('&amp;&#229;', size),
  'many CDATA sections': (size) => repeated('<![CDATA[]]]]>', size),
  'many comments': (size) => repeated('<!-- - -->', size),
  'brackets that end nothing': (size) => `<![CDATA[${repeated(']] >', size)}]]>`,
  'many line ends': (size) => repeated('\r\n\r', size),
  'one long name': (size) => `<${'n'.repeat(size / 2)}></${'n'.repeat(size / 2)}>`,
  'one long attribute': (size) => `<a b="${repeated('&lt; \n', size)}"/>`,
  'one long comment': (size) => `<!--${repeated(' - <', size)}-->`,
  'many end tags with space': (size) => repeated(`<a></a${' '.repeat(200)}>`, size),
  'other characters than ASCII': (size) => repeated('å\u{1F600}', size),
};

const attributes = (size: number, prefix = ''): string => repeated((n) => ` ${prefix}a${n}=""`, size);

/** What only an agency's answer may hold. */
export const LARGE_SHAPES: Readonly<Record<string, Shape>> = {
  'many elements': (size) => repeated('<a/>', size),
  'many attributes': (size) => `<a${attributes(size)}/>`,
  'many attributes with a long namespace': (size) =>
    `<a xmlns:p="urn:${'u'.repeat(size / 2)}"${attributes(size / 2, 'p:')}/>`,
  'many elements with an attribute in a long namespace': (size) =>
    `<a xmlns:p="urn:${'u'.repeat(size / 2)}">${repeated('<b p:c=""/>', size / 2)}</a>`,
  'many namespaces': (size) => `<a${repeated((n) => ` xmlns:p${n}="urn:${n}"`, size)}/>`,
  'many rows that declare': (size) => repeated((n) => `<r xmlns="urn:r" xmlns:p${n}="urn:p"/>`, size),
  'many namespaces, and rows that declare': (size) =>
    `<a${repeated((n) => ` xmlns:p${n}="urn:${n}"`, size / 2)}>${repeated('<r xmlns:q="urn:q"/>', size / 2)}</a>`,
  'many namespaces, and rows that use them': (size) =>
    `<a${repeated((n) => ` xmlns:p${n}="u"`, size / 2)}>${repeated((n) => `<p${n % 500}:r/>`, size / 2)}</a>`,
  'as deep as may be': (size) => repeated(deep(50), size),
  'processing instructions': (size) => repeated('<?p ? ?>', size),
};
