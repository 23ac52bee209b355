import { describe, expect, it } from 'vitest';
import { coverageOf, coveragePage } from './coverage.ts';
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

  it('is a table that says what is a guess', () => {
    expect(coveragePage([{ rule, files: ['b/a.spec.ts'] }])).toContain(
      '| 1 | a \\| b | [a.spec.ts](../b/a.spec.ts) | seed 1 | guess |',
    );
  });
});
