/**
 * `npm run test:ops`: what is checked with the tools of operators, on top of `npm test`. Fetches those tools the first
 * time, which takes most of it.
 */
import { argumentsOf } from './arguments.ts';
import { runAll, testsOf, type Step } from './testing/steps.ts';

argumentsOf('npm run test:ops', {});

const CHECKS: readonly Step[] = [
  { name: 'build', command: ['node', 'tools/build.ts'] },
  { name: "operators' tools", command: ['node', 'tools/programs.ts'] },
  { name: 'a browser', command: ['node', 'tools/chromium.ts'] },
];

// Processes of a mesh wait more than they work: what reads files and pages has room beside them.
await runAll(
  CHECKS,
  [['ops-mesh'], ['ops-brokers'], ['browser'], ['ops']].map((projects) => testsOf(projects)),
  {
    again: true,
  },
);
