import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import base from './tsconfig.base.json' with { type: 'json' };

/** The path aliases of the compiler, so that tests and bundles resolve the same files. */
const alias = Object.entries(base.compilerOptions.paths).map(([find, [target]]) => ({
  find: new RegExp(`^${find}$`),
  replacement: new URL(target as string, import.meta.url).pathname,
}));

/** Schemas, pages of the guide and examples are imported as text, as the bundles do. */
const filesAsText = {
  name: 'files-as-text',
  enforce: 'pre' as const,
  load(id: string) {
    return /\.(xsd|wsdl|md|xml|mime|txt)$/.test(id)
      ? `export default ${JSON.stringify(readFileSync(id, 'utf8'))};`
      : undefined;
  },
};

/** Measures the work of everything that reads outside text. */
const GROWTH = 'test/contract/growth.spec.ts';

/** Waits for what will come are long, in every project. */
const PATIENT = './test/support/patient.ts';

/** One real Kafka for the tests of a project. */
const KAFKA = './test/support/kafka-global-setup.ts';

const project = (name: string, include: string[], extra: object = {}) => ({
  plugins: [filesAsText],
  resolve: { alias },
  test: {
    name,
    include,
    environment: 'node' as const,
    setupFiles: [PATIENT],
    expect: { poll: { timeout: 30_000 } },
    testTimeout: 60_000,
    ...extra,
  },
});

/** What is run with operators' tools, or breaks whole installations. */
const OPS = { testTimeout: 600_000, hookTimeout: 600_000, fileParallelism: false };

export default defineConfig({
  test: {
    projects: [
      project(
        'unit',
        [
          'libs/**/*.spec.ts',
          'tools/**/*.spec.ts',
          'apps/**/*.spec.ts',
          'test/load/**/*.spec.ts',
          'test/contract/**/*.spec.ts',
          'test/portal/**/*.spec.ts',
          'test/scaling/**/*.spec.ts',
          'test/soak/**/*.spec.ts',
        ],
        {
          exclude: ['**/*.int.spec.ts', '**/node_modules/**', GROWTH],
          // Pure code: modules are loaded once instead of once per file, which takes two thirds off the CPU time.
          isolate: false,
        },
      ),
      // In a process of its own, in which young objects have room: collecting other tests' heaps is not the work it measures.
      project('growth', [GROWTH], { execArgv: ['--max-semi-space-size=64'] }),
      project('int', ['libs/**/*.int.spec.ts'], {
        globalSetup: KAFKA,
        testTimeout: 180_000,
        // A broker that starts beside other tests on two cores takes its time.
        hookTimeout: 240_000,
        // Those that take a broker away wait for most of their time.
        maxWorkers: 2,
      }),
      project('architecture', ['test/architecture/**/*.spec.ts'], { testTimeout: 120_000 }),
      // One process: a run takes what the machine gives it, and two would not be faster.
      project('simulation', ['test/simulation/**/*.spec.ts'], {
        testTimeout: 300_000,
        hookTimeout: 300_000,
        fileParallelism: false,
      }),
      project('mesh-memory', ['test/mesh-memory/**/*.spec.ts'], {
        testTimeout: 120_000,
        hookTimeout: 120_000,
        isolate: false,
      }),
      project('browser', ['test/browser/**/*.spec.ts'], {
        testTimeout: 120_000,
        hookTimeout: 120_000,
        // The whole mesh is loaded once instead of once per file.
        isolate: false,
        // One browser and one mesh at a time: each is several processes and threads of its own.
        fileParallelism: false,
      }),
      project('mesh-kafka', ['test/mesh-kafka/**/*.spec.ts'], {
        globalSetup: KAFKA,
        testTimeout: 240_000,
        hookTimeout: 240_000,
        fileParallelism: false,
      }),
      project('soak', ['test/soak/**/*.soak.ts'], { testTimeout: 24 * 3_600_000 }),
      ...[
        ['ops', 'test/ops/*.spec.ts', 'test/ops/{image,manifests}/*.spec.ts'],
        ['ops-mesh', 'test/ops/mesh/*.spec.ts'],
        ['ops-live', 'test/ops/live/*.spec.ts'],
        ['ops-brokers', 'test/ops/brokers/*.spec.ts'],
      ].map(([name = '', ...include]) => project(name, include, OPS)),
      // One process each, which waits for nobody and for which nobody waits.
      project('ops-alerts', ['test/ops/alerts/*.spec.ts'], { ...OPS, fileParallelism: true, maxWorkers: 2 }),
    ],
  },
});
