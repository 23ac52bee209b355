import { describe, expect, it } from 'vitest';
import { soapEnvelope } from '@ssbtek/soap';
import { renderMetrics, testTelemetry } from '@ssbtek/telemetry';
import { element } from '@ssbtek/xml';
import type { CameBack, Door } from './door';
import { Prober } from './prober';

const VERSIONS = [
  { name: 'v10', namespace: 'urn:10' },
  { name: 'v11', namespace: 'urn:11' },
];

const answered = (namespace: string): CameBack => ({
  response: {
    status: 200,
    body: soapEnvelope(element('testaBastjanstInformationResponse', [], { namespaces: { '': namespace } })),
  },
});

function prober(ask: Door['ask'], { closed = '', timeoutMs = 60_000 } = {}) {
  const telemetry = testTelemetry();
  const one = new Prober({
    door: { ask },
    telemetry,
    versions: VERSIONS,
    intervalMs: 60_000,
    timeoutMs,
    isOpen: ({ name }) => name !== closed,
  });
  const series = async (): Promise<readonly string[]> => (await renderMetrics([telemetry])).body.split('\n');
  const counted = async (): Promise<readonly string[]> =>
    (await series()).filter((line) => /^ssbtek_probe_asks_total\{.* [1-9]/.test(line));
  return { one, series, counted, lines: telemetry.lines };
}

describe('the prober', () => {
  it('shows every result of every version at zero before it has asked', async () => {
    const { series } = prober(() => Promise.reject(new Error('not asked')));
    const zeros = (await series()).filter((line) => /^ssbtek_probe_asks_total\{.* 0$/.test(line));
    expect(zeros).toHaveLength(2 * 11);
  });

  it('asks each version that is open and counts what came', async () => {
    const { one, counted, series } = prober(({ namespace }) => Promise.resolve(answered(namespace)), {
      closed: 'v10',
    });
    await one.round();
    expect(await counted()).toEqual([expect.stringMatching(/version="v11",result="ok".*\} 1$/)]);
    expect((await series()).join('\n')).toMatch(
      /ssbtek_probe_last_success_timestamp_seconds\{version="v11".*\} \d{10}/,
    );
  });

  it('gives up what takes too long, and lets go of it', async () => {
    let letGo = 0;
    const { one, counted } = prober(
      (_version, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            letGo += 1;
            reject(signal.reason as Error);
          });
        }),
      { timeoutMs: 20 },
    );
    await one.round();
    expect(letGo).toBe(2);
    expect(await counted()).toEqual([
      expect.stringContaining('version="v10",result="timeout"'),
      expect.stringContaining('version="v11",result="timeout"'),
    ]);
  });

  it('waits with a stop for the answer that is under way, and asks no more', async () => {
    let asked = 0;
    let answer: () => void = () => undefined;
    const { one } = prober(({ namespace }) => {
      asked += 1;
      return new Promise((resolve) => {
        const before = answer;
        answer = () => {
          before();
          resolve(answered(namespace));
        };
      });
    });
    one.start();
    let stopped = false;
    const stop = one.stop().then(() => (stopped = true));
    await Promise.resolve();
    expect([asked, stopped]).toEqual([2, false]);
    answer();
    await stop;
    expect(asked).toBe(2);
  });

  it('tells of each failure, and once of success', async () => {
    const came: CameBack[] = [
      { failure: { kind: 'connection', reason: 'refused' } },
      answered('urn:11'),
      answered('urn:11'),
    ];
    const { one, lines } = prober(() => Promise.resolve(came.shift() ?? answered('urn:11')), {
      closed: 'v10',
    });
    for (let round = 0; round < 3; round++) await one.round();
    expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual([
      'the probe did not get its answer',
      'the probe gets its answers',
    ]);
  });
});
