import { describe, expect, it } from 'vitest';
import { renderMetrics, testTelemetry } from '@ssbtek/telemetry';
import { Closings } from './closings';

const VERSIONS = [{ name: 'v1' }, { name: 'v2' }, { name: 'v3' }];
const [V1 = { name: '' }, V2 = { name: '' }, V3 = { name: '' }] = VERSIONS;

function closings(dates: Readonly<Record<string, string>>, start = '2026-01-01T12:00:00Z') {
  let now = Date.parse(start);
  const telemetry = testTelemetry();
  const made = new Closings({
    versions: VERSIONS,
    dates: new Map(Object.entries(dates)),
    telemetry,
    now: () => now,
  });
  return {
    made,
    telemetry,
    at: (time: string) => (now = Date.parse(time)),
    lines: () =>
      telemetry.lines.map((line) => {
        const { level, version, reason, count } = JSON.parse(line) as Record<string, unknown>;
        return [level, version, reason, count];
      }),
  };
}

describe('a closing date', () => {
  it.each([
    ['in winter', '2026-12-01', '2026-11-30T22:59:59.999Z', '2026-11-30T23:00:00Z'],
    ['in summer', '2026-07-01', '2026-06-30T21:59:59.999Z', '2026-06-30T22:00:00Z'],
    ['on the day summer time begins', '2026-03-29', '2026-03-28T22:59:59.999Z', '2026-03-28T23:00:00Z'],
    ['on the day summer time ends', '2026-10-25', '2026-10-24T21:59:59.999Z', '2026-10-24T22:00:00Z'],
  ])('is the first closed day, in Swedish time: %s', (_, day, open, closed) => {
    const { made, at } = closings({ v1: day });
    at(open);
    expect(made.faultOf(V1)).toBeUndefined();
    at(closed);
    expect(made.faultOf(V1)?.hint).toBe('version v1 är stängd; öppna är /ssbtek/v2, /ssbtek/v3');
  });

  it('leaves the others open, and names only those', () => {
    const { made } = closings({ v1: '2025-01-01', v2: '2026-01-01', v3: '2027-01-01' });
    expect(made.open()).toEqual([V3]);
    expect(made.faultOf(V3)).toBeUndefined();
    expect(made.faultOf(V2)?.hint).toBe('version v2 är stängd; öppna är /ssbtek/v3');
  });

  it('is exported before it comes, for versions that have one', async () => {
    const { telemetry } = closings({ v2: '2026-07-01' });
    const { body } = await renderMetrics([telemetry]);
    const shown = body
      .split('\n')
      .filter((line) => line.startsWith('ssbtek_version_closes_timestamp_seconds'));
    expect(shown).toHaveLength(1);
    expect(shown[0]).toMatch(/version="v2".* 1782856800$/);
  });
});

describe('the reminder', () => {
  it('comes once for each Swedish day, as a warning in the last 30, and says when it is closed', () => {
    const { made, at, lines } = closings({ v2: '2026-12-31' }, '2026-11-29T23:30:00Z');
    made.remind();
    at('2026-11-30T22:59:00Z');
    made.remind();
    at('2026-11-30T23:00:00Z');
    made.remind();
    at('2026-12-29T23:00:00Z');
    made.remind();
    at('2026-12-30T23:00:00Z');
    made.remind();
    expect(lines()).toEqual([
      ['info', 'v2', 'on 2026-12-31', 31],
      ['warn', 'v2', 'on 2026-12-31', 30],
      ['warn', 'v2', 'on 2026-12-31', 1],
      ['info', 'v2', 'since 2026-12-31', undefined],
    ]);
  });

  it('says nothing of versions that stay open', () => {
    const { made, lines } = closings({});
    made.start();
    made.stop();
    expect(lines()).toEqual([]);
  });
});
