import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { promtoolTest, scenarios, type Scenario } from '../../../tools/promql/scenarios.ts';
import { promtool } from './promtool';

describe('what operators are told, with all rules at once, when this happens:', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ssbtek-scenarios-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** What promtool says; empty when all is as it should be. */
  function said(scenario: Scenario): Promise<string> {
    const file = join(folder, 'scenario.yaml');
    writeFileSync(file, promtoolTest(scenario));
    return promtool('test', 'rules', file);
  }

  const all = scenarios().map((one) => [one.name, one] as const);

  it.each(all)('%s', async (_, scenario) => {
    expect(await said(scenario)).toBe('');
  });

  const found = (alert: string): Scenario =>
    all.map(([, one]) => one).find(({ rings }) => rings.some((ring) => ring.alert === alert)) as Scenario;

  it.each<[string, (scenario: Scenario) => Scenario]>([
    ['an alert that does not ring', (one) => ({ ...one, series: [] })],
    [
      'one that rings later',
      (one) => ({ ...one, rings: one.rings.map((ring) => ({ ...ring, within: '2m' })) }),
    ],
    ['one that rings too', (one) => ({ ...one, rings: [] })],
    ['two of them', (one) => ({ ...one, rings: one.rings.map((ring) => ({ ...ring, count: '2' })) })],
    ['one that rang before', (one) => ({ ...one, already: ['AuditGap'] })],
  ])('%s would be noticed', async (_, spoilt) => {
    expect(await said(spoilt(found('AgencyDegraded')))).toContain('FAILED');
  });
});
