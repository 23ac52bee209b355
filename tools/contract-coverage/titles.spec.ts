import { describe, expect, it } from 'vitest';
import { coverageCsv, coverageOf, coveragePage } from './coverage.ts';
import { titlesOf } from './titles.ts';

const titles = (source: string): readonly string[] => titlesOf('a.spec.ts', source).map(({ title }) => title);

describe('the full names of tests', () => {
  it.each([
    ['a test', "it('a', () => {});", ['a']],
    ['a test in describes', "describe('a', () => { describe('b', () => { it('c', f); }); });", ['a › b › c']],
    ['a template', 'it(`a ${b}`, f);', ['a ${b}']],
    ['a table', "it.each([['x', 1], ['y', 2]])('%s', f);", ['%s', '%s › x', '%s › y']],
    ['a table with types', "it.each<[string]>([['x']])('%s', f);", ['%s', '%s › x']],
    ['a table with a name', "const T = [['x']]; it.each(T)('%s', f);", ['%s', '%s › x']],
    ['what is no test', "other('a', f);", []],
  ])('are read from %s', (_, source, expected) => {
    expect(titles(source)).toEqual(expected);
  });
});

describe('coverage', () => {
  const rule = { id: '1', rule: 'a | b', source: 'seed 1', guess: true, tests: [/a\.spec.*thing/] };

  it.each([
    ['a name that cites its source', 'thing (seed 6.2)', ['a.spec.ts']],
    ['a name that does not', 'thing', []],
    ['another name', 'other (seed 6.2)', []],
  ])('counts %s', (_, title, files) => {
    expect(coverageOf([rule], [{ file: 'a.spec.ts', title }])).toEqual([{ rule, files }]);
  });

  it('counts nothing while one of several tests is missing', () => {
    const both = { ...rule, tests: [/thing/, /other/] };
    const titles = ['thing', 'other'].map((name) => ({ file: `${name}.spec.ts`, title: `${name} (seed 1)` }));
    expect(coverageOf([both], titles)[0]?.files).toEqual(['other.spec.ts', 'thing.spec.ts']);
    expect(coverageOf([both], titles.slice(1))[0]?.files).toEqual([]);
  });

  it('is a line of CSV that says what is a guess', () => {
    const quoted = { ...rule, rule: 'a, "b"' };
    expect(coverageCsv([{ rule: quoted, files: ['b/a.spec.ts', 'c.ts'] }]).split('\n')).toEqual([
      'rule,what must hold,source,guess,tests',
      '1,"a, ""b""",seed 1,guess,b/a.spec.ts c.ts',
      '',
    ]);
  });

  it('is a page of totals, a file with several rules counted once', () => {
    const rows = ['1.3-01', '1.3-02', '2.0-01'].map((id) => ({
      rule: { ...rule, id },
      files: ['a.spec.ts'],
    }));
    const page = coveragePage(rows, new Map([['1.3', 'The question']]));
    expect(page).toContain('| 1.3 The question | 2 | 2 | 1 |\n| 2.0 | 1 | 1 | 1 |\n| all | 3 | 3 | 1 |');
  });
});
