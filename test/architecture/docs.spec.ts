import { describe, expect, it } from 'vitest';
import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import { workerRole } from '@ssbtek/shell-worker';
import { allMetrics } from '@ssbtek/telemetry';
import { renderedFiles } from '../../tools/render/files';

const files = renderedFiles();
const rowsOf = (path: string): readonly string[] =>
  (files.find((file) => file.path === path)?.text ?? '').split('\n').filter((line) => line.startsWith('| `'));
const firstOf = (path: string): readonly string[] => rowsOf(path).map((line) => line.split('`')[1] ?? '');

describe('made documentation', () => {
  it('says the same twice', () => {
    expect(renderedFiles()).toEqual(files);
  });

  it('has every setting once, those of all agencies with <KOD>', () => {
    const names = firstOf('docs/configure.md');
    expect(new Set(names).size).toBe(names.length);
    for (const bastjanst of BASTJANSTER)
      for (const { name } of Object.values(workerRole(bastjanst).settings)) {
        const general = name.replace(`_${bastjanst.descriptor.kod.toUpperCase()}_`, '_<KOD>_');
        expect(new Set([name, general].filter((one) => names.includes(one))).size).toBe(1);
      }
    expect(names).toContain('SSBTEK_AGENCY_<KOD>_TIMEOUT_MS');
    expect(names).toContain('SSBTEK_AGENCY_CSN_SHS_TO');
    expect(names).toContain('SSBTEK_HTTP_PORT');
    expect(names).toContain('SSBTEK_KAFKA_BROKERS');
  });

  it('has every metric', () => {
    for (const { name } of allMetrics()) expect(firstOf('docs/metrics.md')).toContain(name);
  });

  it('has every code of every agency', () => {
    for (const { koder } of BASTJANSTER.map(({ descriptor }) => descriptor))
      for (const { kod } of koder) expect(firstOf('docs/felkoder.md')).toContain(kod);
  });
});
