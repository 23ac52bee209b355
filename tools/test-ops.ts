/**
 * `npm run test:ops`: what is checked with the tools of operators, on top of `npm test`. Fetches those tools first, once:
 * beside meshes that run, compiling them would take seven times as long.
 */
import { argumentsOf } from './arguments.ts';
import { runAll, testsOf, type Step } from './testing/steps.ts';

argumentsOf('npm run test:ops', {});

const CHECKS: readonly Step[] = [
  { name: 'build', command: ['node', 'tools/build.ts'] },
  { name: "operators' tools", command: ['node', 'tools/programs.ts'] },
  { name: 'a browser', command: ['node', 'tools/chromium.ts'] },
];

// The longest first, and last what takes both cores where it may have them. Three fill them; with a fourth, meshes have so
// little of them that agencies are given up.
await runAll(
  CHECKS,
  ['ops-mesh', 'ops', 'browser', 'ops-brokers', 'ops-live', 'ops-alerts'].map((one) => testsOf([one])),
  { again: true, atATime: 3 },
);
