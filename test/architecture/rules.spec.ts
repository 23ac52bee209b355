import { describe, expect, it } from 'vitest';
import { configFor, lint } from './support/lint';
import { sourceFiles } from './support/workspace';

const SOURCE = sourceFiles('libs/core/src/*.ts')[0] ?? '';

/** Complaint of one rule about a snippet. */
const complaints = async (rule: string, file: string, code: string): Promise<number> =>
  (await lint(file, code)).filter((complaint) => complaint.rule === rule).length;

describe('the rules that matter are errors', () => {
  it.each([
    '@nx/enforce-module-boundaries',
    '@typescript-eslint/no-floating-promises',
    '@typescript-eslint/no-misused-promises',
    '@typescript-eslint/no-explicit-any',
    '@typescript-eslint/switch-exhaustiveness-check',
    '@typescript-eslint/consistent-type-imports',
    'ssbtek/no-identity-numbers',
  ])('%s', async (rule) => {
    const { rules } = await configFor(SOURCE);
    expect(rules[rule]?.[0]).toBe(2);
  });

  it.each([
    ['no-console', 'libs/runtime/src/x.ts', "console.log('a');", 1],
    ['no-console', 'tools/x.ts', "console.log('a');", 0],
    ['eqeqeq', 'libs/core/src/x.ts', 'export const a = (b: string) => b == "c";', 1],
    ['@typescript-eslint/no-explicit-any', 'libs/core/src/x.ts', 'export const a: any = 1;', 1],
    ['@typescript-eslint/no-require-imports', 'libs/xml/src/x.ts', "export const a = require('saxes');", 1],
    [
      '@typescript-eslint/consistent-type-imports',
      'libs/xml/src/x.ts',
      "export type A = import('saxes').A;",
      1,
    ],
  ])('%s: %s: %s', async (rule, file, code, times) => {
    expect(await complaints(rule, file, code)).toBe(times);
  });
});

/** A number with a right check digit that Skatteverket has not published for tests. */
const SOMEBODY = ['19850101', '1236'];

describe('identity numbers in source', () => {
  it.each([
    ['a string', `export const a = '${SOMEBODY.join('')}';`],
    ['a number', `export const a = ${SOMEBODY.join('')};`],
    ['a comment', `// ${SOMEBODY.join('-')}`],
    ['a template', `export const a = \`x${SOMEBODY.join('')}\`;`],
  ])('are found in %s and not repeated', async (_, code) => {
    const found = (await lint('libs/core/src/x.ts', code)).filter(({ rule }) => rule.startsWith('ssbtek/'));
    expect(found).toHaveLength(1);
    expect(found[0]?.text).not.toMatch(/\d/);
  });

  it('are fine when published for tests', async () => {
    expect(
      await complaints(
        'ssbtek/no-identity-numbers',
        'libs/core/src/x.ts',
        "export const a = '191212121212';",
      ),
    ).toBe(0);
  });
});
