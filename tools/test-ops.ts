/**
 * `npm run test:ops`: what is checked with the tools of operators, on top of `npm test`. Fetches those tools the first
 * time, while what needs none of them runs.
 */
import { argumentsOf } from './arguments.ts';
import { runAll, testsOf, type Step } from './testing/steps.ts';

argumentsOf('npm run test:ops', {});

const BUILD: Step = { name: 'build', command: ['node', 'tools/build.ts'] };
const TOOLS: Step = { name: "operators' tools", command: ['node', 'tools/programs.ts'] };
const BROWSER: Step = { name: 'a browser', command: ['node', 'tools/chromium.ts'] };

// Processes of a mesh wait more than they work. The longest first; what comes last needs tools that are there by then.
await runAll(
  [BUILD],
  [
    [TOOLS, testsOf(['ops'])],
    testsOf(['ops-mesh']),
    testsOf(['ops-brokers']),
    [BROWSER, testsOf(['browser'])],
    testsOf(['ops-live']),
  ],
  { again: true, atATime: 4 },
);
