import { describe, expect, it } from 'vitest';
import { readRegister } from './index';

const NUMBER = 'must be an organisation number of twelve digits, 16 and ten more.';
const party = (fields: string): string => `parties: [{ ${fields} }]`;
const good = 'organisationsnummer: "162120002411", namn: "Kommun Å"';
const mistakesOf = (text: string): readonly string[] => {
  const readout = readRegister(text);
  return readout.ok ? [] : readout.mistakes;
};

describe('a register of parties', () => {
  it('is read from YAML, with quotes around numbers or without', () => {
    const text = `# connected\nparties:\n  - ${good.replace(', ', '\n    ')}\n    ombud: [165565866996]\n  - { organisationsnummer: 168020069582, namn: B }\n`;
    const readout = readRegister(text);
    expect(readout.ok && [...readout.value.entries()]).toEqual([
      [
        '2120002411',
        { organisationsnummer: '162120002411', namn: 'Kommun Å', ombud: new Set(['165565866996']) },
      ],
      ['8020069582', { organisationsnummer: '168020069582', namn: 'B', ombud: new Set() }],
    ]);
  });

  it('may be empty when it says so', () => {
    expect(readRegister('parties: []')).toEqual({ ok: true, value: new Map() });
  });

  it.each<[string, string, readonly string[]]>([
    ['nothing', '', ['the file must be a mapping with parties.']],
    ['a list', '[]', ['the file must be a mapping with parties.']],
    ['another key', 'party: []', ['the file lacks parties.', 'the file has something else than parties.']],
    ['cut off after the key', 'parties:\n', ['parties must be a list.']],
    ['no YAML', 'parties: [', ['line 1: not the YAML it should be (BAD_INDENT).']],
    [
      'two documents',
      'parties: []\n---\nparties: []\n',
      ['line 2: not the YAML it should be (MULTIPLE_DOCS).'],
    ],
    ['a key twice', 'parties: []\nparties: []\n', ['line 2: not the YAML it should be (DUPLICATE_KEY).']],
    ['a tag', 'parties: !!js/function "x"', ['line 1: not the YAML it should be (TAG_RESOLVE_FAILED).']],
    ['an alias', `parties: [&a { ${good} }, *a]`, ['the file must not use YAML aliases.']],
    ['an alias to nothing', 'parties: *a', ['the file must not use YAML aliases.']],
    [
      'a party that is text',
      'parties: [x]',
      ['parties[0] must be a mapping with organisationsnummer, namn, ombud.'],
    ],
    [
      'an unknown field',
      party(`${good}, ombd: []`),
      ['parties[0] has something else than organisationsnummer, namn, ombud.'],
    ],
    ['no number', party('namn: B'), ['parties[0] lacks organisationsnummer.']],
    ['no name', party('organisationsnummer: "162120002411"'), ['parties[0] lacks namn.']],
    ['an empty name', party(`${good}`.replace('Kommun Å', ' ')), ['parties[0].namn must be a name.']],
    [
      'ten digits',
      party('organisationsnummer: "2120002411", namn: B'),
      [`parties[0].organisationsnummer ${NUMBER}`],
    ],
    [
      'another prefix',
      party('organisationsnummer: "992120002411", namn: B'),
      [`parties[0].organisationsnummer ${NUMBER}`],
    ],
    [
      'digits of another script',
      party('organisationsnummer: "16212000241١", namn: B'),
      [`parties[0].organisationsnummer ${NUMBER}`],
    ],
    [
      'a list for a number',
      party('organisationsnummer: [], namn: B'),
      [`parties[0].organisationsnummer ${NUMBER}`],
    ],
    ['ombud that is no list', party(`${good}, ombud: "165565866996"`), ['parties[0].ombud must be a list.']],
    ['a wrong ombud', party(`${good}, ombud: ["5565866996"]`), [`parties[0].ombud[0] ${NUMBER}`]],
    [
      'an ombud twice',
      party(`${good}, ombud: ["165565866996", "165565866996"]`),
      ['parties[0].ombud[1] stands in the list already.'],
    ],
    [
      'its own ombud',
      party(`${good}, ombud: ["162120002411"]`),
      ['parties[0].ombud[0] is the party itself.'],
    ],
    [
      'a party twice',
      `parties: [{ ${good} }, { ${good} }]`,
      ['parties[1].organisationsnummer stands in the register already.'],
    ],
  ])('is refused: %s', (_, text, mistakes) => {
    expect(mistakesOf(text)).toEqual(mistakes);
  });

  it('is checked wholly: every mistake at once, and none repeats what stands there', () => {
    const mistakes = mistakesOf(
      'parties: [{ namn: Hemlig, hemlig: 1 }, 7, { organisationsnummer: "191212121212", namn: "" }]',
    );
    expect(mistakes).toHaveLength(5);
    expect(mistakes.join()).not.toMatch(/emlig|1912|7/);
  });
});
