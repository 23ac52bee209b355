/**
 * `npm run test:ops`: what is checked with the tools of operators, on top of `npm test`. Fetches those tools first, once:
 * beside meshes that run, compiling them would take seven times as long.
 */
import { argumentsOf } from './arguments.ts';
import { findChromium } from './browser/chromium.ts';
import { runAll, testsOf, type Step } from './testing/steps.ts';

argumentsOf('npm run test:ops', {});

const CHECKS: readonly Step[] = [
  { name: 'build', command: ['node', 'tools/build.ts'] },
  { name: "operators' tools", command: ['node', 'tools/programs.ts'] },
];
const BROWSER: Step = { name: 'a browser', command: ['node', 'tools/chromium.ts'] };

/** `npm test` runs in a browser where it finds one; where it has not, this is on top of it. */
const inBrowser = findChromium() === undefined;

const PROJECTS = [
  'ops-mesh',
  'ops',
  'ops-brokers',
  ...(inBrowser ? ['browser'] : []),
  'ops-live',
  'ops-alerts',
];

// The longest first, and last what takes both cores where it may have them. Three fill them; with a fourth, meshes have so
// little of them that agencies are given up.
await runAll(
  [...CHECKS, ...(inBrowser ? [BROWSER] : [])],
  PROJECTS.map((project) => testsOf([project])),
  {
    again: true,
    atATime: 3,
    leftOut: inBrowser ? [] : ['tests: browser: there was a browser before, so `npm test` runs them'],
  },
);
