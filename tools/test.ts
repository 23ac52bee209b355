/** `npm test`: every check and every test, three at a time on the two cores that it may count on. */
import { argumentsOf } from './arguments.ts';
import { findChromium, NO_CHROMIUM } from './browser/chromium.ts';
import { runAll, testsOf, type Step } from './testing/steps.ts';

const { values } = argumentsOf('npm test [-- --once]', { once: { type: 'boolean' } });

const BUILD: Step = { name: 'build', command: ['node', 'tools/build.ts'] };

const CHECKS: readonly Step[] = [
  { name: 'formatting', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
  { name: 'types', command: ['tsc', '--noEmit', '-p', 'tsconfig.json'] },
  { name: 'lint', command: ['eslint', '.', '--cache', '--cache-location', '.cache/eslint/'] },
  { name: 'what is made from the code is current', command: ['node', 'tools/render.ts', '--check'] },
  {
    name: 'every rule of the contract has a test',
    command: ['node', 'tools/contract-coverage.ts', '--check'],
  },
  { name: 'SOAP stacks (those whose language is here)', command: ['node', 'test/interop/run.ts'] },
];

// The longest first. Processes of a mesh and their broker wait more than they work: beside them there is room for a thread.
const PROJECTS = [
  ['mesh-kafka'],
  ['browser'],
  ['int'],
  ['mesh-memory'],
  ['unit', 'growth', 'architecture'],
  ['simulation'],
];
const hasBrowser = findChromium() !== undefined;
const TESTS = PROJECTS.filter(([one]) => hasBrowser || one !== 'browser').map((projects) =>
  testsOf(projects),
);

await runAll([BUILD], [...TESTS, ...CHECKS], {
  again: !values.once,
  // Brokers and processes that are killed are waited for more than they work.
  atATime: 3,
  leftOut: hasBrowser ? [] : [`tests: browser: ${NO_CHROMIUM}; \`npm run test:ops\` installs one`],
});
