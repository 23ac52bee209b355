import { describe, expect, it } from 'vitest';
import { appsOf, bundleApps } from '../../tools/build/bundle';
import { KODER } from './support/workspace';

// The layout of the bundles only: packages are left out and nothing is written.
const bundles = await bundleApps(appsOf(), { packages: 'external', write: false, sourcemap: false });
const sourcesOf = (app: string): readonly string[] => [
  ...(bundles.find((one) => one.app === app)?.sources ?? []),
];
const agenciesIn = (app: string): readonly string[] =>
  KODER.filter((kod) => sourcesOf(app).some((path) => path.startsWith(`libs/bastjanster/${kod}/`)));

describe('bundles', () => {
  it('are made of every app', () => {
    expect(bundles.map(({ app }) => app)).toEqual(
      [
        'aggregator',
        'all-in-one',
        'audit',
        'ingress',
        'portal',
        'probe',
        'simulator',
        ...KODER.map((kod) => `worker-${kod}`),
        'workers',
      ].sort(),
    );
  });

  it.each(KODER)('worker-%s holds its own agency and no other', (kod) => {
    expect(agenciesIn(`worker-${kod}`)).toEqual([kod]);
  });

  it.each(['aggregator', 'ingress', 'probe'])('%s holds no agency', (app) => {
    expect(sourcesOf(app)).not.toEqual([]);
    expect(agenciesIn(app)).toEqual([]);
  });

  it.each(['all-in-one', 'portal', 'simulator', 'workers'])('%s holds all agencies', (app) => {
    expect(agenciesIn(app)).toEqual(KODER);
  });

  it.each(appsOf())('%s holds no test', (app) => {
    expect(sourcesOf(app).filter((path) => /\.spec\.ts$|\/testing/.test(path))).toEqual([]);
  });

  it('keep the ingress and the workers apart', () => {
    const shells = (app: string) =>
      ['ingress', 'worker', 'aggregator', 'portal', 'probe', 'simulator'].filter((role) =>
        sourcesOf(app).some((path) => path.startsWith(`libs/shell/${role}/`)),
      );
    expect(shells('ingress')).toEqual(['ingress']);
    expect(shells('aggregator')).toEqual(['aggregator']);
    expect(shells('simulator')).toEqual(['simulator']);
    expect(shells('portal')).toEqual(['portal']);
    expect(shells('probe')).toEqual(['probe']);
    for (const app of ['worker-csn', 'workers']) expect(shells(app)).toEqual(['worker']);
  });
});
