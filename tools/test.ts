/** `npm test`: every check and every test, in the order in which a mistake is cheapest to find. */
import { runAll, testsOf, type Step } from './testing/steps.ts';

const CHECKS: readonly Step[] = [
  { name: 'formatting', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
  { name: 'types', command: ['tsc', '--noEmit', '-p', 'tsconfig.json'] },
  { name: 'lint', command: ['eslint', '.', '--cache', '--cache-location', '.cache/eslint/'] },
  { name: 'build', command: ['node', 'tools/build.ts'] },
  { name: 'what is made from the code is current', command: ['node', 'tools/render.ts', '--check'] },
  {
    name: 'every rule of the contract has a test',
    command: ['node', 'tools/contract-coverage.ts', '--check'],
  },
  { name: 'SOAP stacks (those whose language is here)', command: ['node', 'test/interop/run.ts'] },
];

/** One after the other: what runs beside a broker and nine processes on two cores would only wait for them. */
const TESTS: readonly Step[] = [['unit', 'architecture'], ['mesh-memory'], ['int'], ['mesh-kafka']].map(
  testsOf,
);

runAll(CHECKS, TESTS);
