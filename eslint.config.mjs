import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import process from 'node:process';
import js from '@eslint/js';
import { createProjectGraphAsync } from '@nx/devkit';
import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';
import * as house from './tools/lint/boundaries.ts';
import { noIdentityNumbers } from './tools/lint/identity-numbers.ts';
import { digestOf, projectsOf } from './tools/lint/workspace.ts';

const ROOT = import.meta.dirname;

// The boundary rule needs a graph on disk; without one it skips itself and says so in a warning only.
process.env['NX_DAEMON'] ??= 'false';
await createProjectGraphAsync({ exitOnError: false });

const projects = projectsOf(ROOT);
const filesOf = (layers) =>
  projects
    .filter(({ tags }) => layers.some((layer) => tags.includes(`layer:${layer}`)))
    .map(({ root }) => `${root}/**/*.ts`);

/** Who may import whom: every project for itself, and once more for its tests, which have the test runner too. */
const boundaries = (packages, allow = []) => ({
  '@nx/enforce-module-boundaries': [
    'error',
    {
      allow,
      banTransitiveDependencies: true,
      depConstraints: [...house.layerConstraints(packages), ...house.scopeConstraints(projects)],
    },
  ],
});
const boundariesByProject = projects.flatMap(({ name, root }) => {
  const packages = house.THIRD_PARTY[name] ?? [];
  const tests = house.TEST_FILES.map((pattern) => `${root}/${pattern}`);
  return [
    { files: [`${root}/**/*.ts`], rules: boundaries(packages) },
    { files: tests, rules: boundaries([...packages, 'vitest']) },
    // They start the real counterpart the way all tests start it.
    {
      files: [`${root}/**/*.int.spec.ts`],
      rules: boundaries([...packages, 'vitest'], ['^(\\.\\./)+test/support/']),
    },
    // Texts that people read where they lie, and that bundles carry: the lists of them are made.
    {
      files: [`${root}/src/made/**/*.ts`],
      rules: boundaries(packages, ['^(\\.\\./)+docs/(guide|examples)/']),
    },
  ];
});

const { compilerOptions } = JSON.parse(readFileSync(`${ROOT}/tsconfig.base.json`, 'utf8'));
const entries = Object.keys(compilerOptions.paths).join('|');
const DEEP = {
  regex: `^(?!(?:${entries})$)@ssbtek/`,
  message: 'Import a project by its name; only its entries are for others.',
};
const TESTING = {
  regex: '^@ssbtek/[^/]+/testing$',
  message: 'What is made for tests is imported by tests only.',
};
const BARE = {
  regex: `^(${builtinModules.filter((name) => /^\w+$/.test(name)).join('|')})(/|$)`,
  message: "Write Node's modules with node: in front.",
};
const nodeExcept = (allowed = []) => ({
  regex: `^node:(?!(${allowed.map((name) => name.replace('node:', '')).join('|')})$)`,
  message: 'This layer is pure: no Node modules.',
});
const restrictedImports = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });

const PURE = 'This layer is pure: what it needs comes in as an argument.';
const restrictedGlobals = (...names) => ({
  'no-restricted-globals': ['error', ...names.map((name) => ({ name, message: PURE }))],
});
const SURROUNDINGS = [
  'process',
  'fetch',
  'performance',
  'crypto',
  'setTimeout',
  'setInterval',
  'setImmediate',
];
const pureRules = {
  ...restrictedImports(DEEP, TESTING, BARE, nodeExcept()),
  ...restrictedGlobals(...SURROUNDINGS),
  'no-restricted-properties': [
    'error',
    { object: 'Date', property: 'now', message: PURE },
    { object: 'Math', property: 'random', message: PURE },
  ],
  'no-restricted-syntax': [
    'error',
    { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: PURE },
    { selector: 'ImportExpression', message: 'This layer loads nothing while it runs.' },
  ],
};
const pureExceptions = projects
  .filter(({ name }) => house.PURE_NODE_MODULES[name])
  .map(({ name, root }) => ({
    files: [`${root}/**/*.ts`],
    rules: restrictedImports(DEEP, TESTING, BARE, nodeExcept(house.PURE_NODE_MODULES[name])),
  }));

export default tseslint.config(
  // The launcher runs on old Nodes as it is: plain JavaScript, outside the typed program.
  {
    // As .prettierignore has it: what is not the project's is its owner's.
    ignores: [
      '*',
      ...['apps', 'deploy', 'k8s', 'libs', 'test', 'tools', 'eslint.config.mjs', 'vitest.config.ts'].map(
        (name) => `!${name}`,
      ),
      'test/load/results/',
      'tools/build/launcher.js',
    ],
  },
  // The setting is there for the cache: another graph of projects makes earlier results worthless.
  { linterOptions: { reportUnusedDisableDirectives: 'error' }, settings: { workspace: digestOf(ROOT) } },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: ROOT } },
    plugins: { '@nx': nx, ssbtek: { rules: { 'no-identity-numbers': noIdentityNumbers } } },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['warn', { max: 200, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['warn', { max: 40, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
      'ssbtek/no-identity-numbers': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-deprecated': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/prefer-readonly': 'error',
      // An interface may promise what one of its makers has at once.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/return-await': ['error', 'in-try-catch'],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  { files: ['apps/**/*.ts', 'libs/**/*.ts'], rules: restrictedImports(DEEP, TESTING, BARE) },
  { files: filesOf(house.PURE_LAYERS), rules: pureRules },
  { files: filesOf(house.DOMAIN_LAYERS), rules: restrictedGlobals('Buffer', ...SURROUNDINGS) },
  ...pureExceptions,
  ...boundariesByProject,
  {
    files: [...house.TEST_FILES, 'test/**/*.ts'],
    rules: {
      ...restrictedImports(DEEP, BARE),
      'no-restricted-globals': 'off',
      'no-restricted-properties': 'off',
      'no-restricted-syntax': 'off',
      'max-lines': 'off',
      'max-lines-per-function': 'off',
      // Matchers such as expect.any are declared as any.
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
  // Their console is the person who runs them.
  { files: ['tools/**/*.ts', 'test/load/**/*.ts', 'deploy/**/*.mts'], rules: { 'no-console': 'off' } },
  { files: ['**/*.mjs'], ...tseslint.configs.disableTypeChecked },
  prettier,
);
