import { describe, expect, it } from 'vitest';
import { syntaxMistakes, type Grammar } from '../support/program';
import { documentOf, programsOn } from './document';
import { facts, fetched, LANGUAGES } from './facts';

const VERSIONS = facts().versions.map(({ name }) => name);
/** Each program that a page offers, and what says whether it is one. */
const GRAMMARS: Readonly<Record<string, Grammar>> = {
  curl: 'bash',
  'Python (zeep)': 'python',
  Java: 'java',
  'C#': 'c-sharp',
  TypeScript: 'typescript',
};

/** What the page of a version offers to copy, where the mesh is reached by an address. */
const programs = (version: string, language = 'sv', serviceUrl = 'http://mesh.invalid') =>
  programsOn(documentOf(fetched(`/${language}/prova?version=${version}`, facts({ serviceUrl })).body));

function program(version: string, name: string): string {
  const text = programs(version).get(name);
  if (text === undefined) throw new Error(`no program ${name}`);
  return text;
}

describe.each(VERSIONS)('programs that ask %s', (version) => {
  it.each(LANGUAGES)('are all checked: %s', (language) => {
    expect([...programs(version, language).keys()]).toEqual(Object.keys(GRAMMARS));
  });

  describe.each(['http://mesh.invalid', 'https://mesh.invalid'])('at %s', (serviceUrl) => {
    it.each(Object.entries(GRAMMARS))('%s follows its grammar', async (name, grammar) => {
      const text = programs(version, 'sv', serviceUrl).get(name) ?? '';
      expect(text).toContain(`${serviceUrl}/ssbtek/${version}`);
      expect(await syntaxMistakes(grammar, text)).toEqual([]);
    });
  });

  it.each(Object.keys(GRAMMARS).filter((name) => name !== 'C#'))('%s is no C#', async (name) => {
    expect(await syntaxMistakes('c-sharp', program(version, name))).not.toEqual([]);
  });

  it('Java is ASCII alone, for compilers that read no UTF-8', () => {
    expect(program(version, 'Java')).toMatch(/^[\0-\x7f]*$/);
    expect(program(version, 'TypeScript')).toMatch(/[^\0-\x7f]/);
  });

  it.each([
    ['its last brace', /\}\s*$/, ''],
    ['the brace of a method', /\{\n {8}Skicka/, 'Skicka'],
    ['a semicolon after a call', 'GetResult();', 'GetResult()'],
    ['a semicolon after using', 'using System.Text;', 'using System.Text'],
    ['a parenthesis', ', content))', ', content)'],
    ['the quotes that begin the question', '@"', '@'],
    ['the quotes that end the question', '\n";', '\n;'],
    ['a quote of the question that is doubled', '""true""', '"true"'],
    ['the end of an address', `/ssbtek/${version}"`, `/ssbtek/${version}`],
  ])('C# without %s is refused', async (_, without, instead) => {
    const text = program(version, 'C#');
    const broken = text.replace(without, instead);
    expect(broken).not.toBe(text);
    expect(await syntaxMistakes('c-sharp', broken)).not.toEqual([]);
  });

  it.each(Object.entries(GRAMMARS))('half of %s is refused', async (name, grammar) => {
    const text = program(version, name);
    // In the middle of the question: what a text begins with is open then, whichever language it is.
    expect(await syntaxMistakes(grammar, text.slice(0, text.indexOf('korrelationsid')))).not.toEqual([]);
  });
});
