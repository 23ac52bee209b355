import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PERSONAS } from '@ssbtek/bastjanst-kit';
import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import { CONTRACT_VERSIONS } from '@ssbtek/contract-versions';
import {
  CATALOGUE,
  addProcessMetrics,
  definitionOf,
  renderMetrics,
  testTelemetry,
  type MetricDefinition,
  type MetricName,
} from '@ssbtek/telemetry';
import { REFUSALS } from '@ssbtek/parties';
import { example } from '../support/examples';
import { memoryBuses } from '../support/memory-buses';
import { startMesh, type Mesh } from '../support/mesh';
import { question } from '../support/question';

/** Series of one process, at most (architecture 10). */
const MOST = 600;
const KODER = BASTJANSTER.map(({ descriptor }) => descriptor.kod);
/** What every process may show besides what its role does: the bus and the tracing report to the process. */
const OF_EVERY_PROCESS: readonly MetricName[] = [
  'kafka_connected',
  'kafka_rebalances_total',
  'dead_letters_total',
  'kafka_not_allowed_total',
  'trace_spans_total',
  'build_info',
];

const seriesIn = (text: string): readonly string[] =>
  text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
const namesIn = (text: string): ReadonlySet<string> =>
  new Set(seriesIn(text).map((line) => line.replace(/[{ ].*/, '').replace(/_(bucket|sum|count)$/, '')));

/** How many services the agency of a worker has. */
const protocolsOf = (role: string): number =>
  BASTJANSTER.find(({ descriptor }) => role === `worker-${descriptor.kod}`)?.protocols.length ?? Number.NaN;

/** How many values a label can have in a process of the role. Labels with closed values say so themselves. */
function valuesOf(role: string, metric: string, label: string): number {
  const worker = role.startsWith('worker-');
  if (label === 'protocol') return protocolsOf(role);
  if (label === 'agency') return worker ? 1 : KODER.length + 1;
  if (label === 'version') return metric === 'build_info' ? 1 : CONTRACT_VERSIONS.length;
  if (label === 'reason') return Object.keys(REFUSALS).length + 20;
  if (label === 'certificate') return worker ? 2 : 2 * KODER.length + 2;
  return { hop: 4, group: 1, topic: 4, node_version: 1 }[label] ?? Number.NaN;
}

/** The most series that a metric can have: every combination of its labels. */
function worst(role: string, name: MetricName): number {
  const { labels, values, buckets }: MetricDefinition = definitionOf(name);
  const combinations = labels
    .map((label) => values?.[label]?.length ?? valuesOf(role, name, label))
    .reduce((product, count) => product * count, 1);
  return combinations * (buckets ? buckets.length + 3 : 1);
}

describe('series', () => {
  let mesh: Mesh;
  let processSeries = 0;
  beforeAll(async () => {
    mesh = await startMesh(memoryBuses(), {
      env: { SSBTEK_DEADLINE_MS: '2500', SSBTEK_MAX_IN_FLIGHT: '60' },
    });
    const people = PERSONAS.flatMap(({ personidentitet }) => [
      mesh.ask(question({ personidentitet })),
      mesh.ask(example('v10', personidentitet), { path: '/ssbtek/v10' }),
      mesh.ask(example('v11', personidentitet), { path: '/ssbtek/v11' }),
    ]);
    await Promise.all(people);
    for (const fault of ['garbage', 'reset', 'status-503']) {
      await Promise.all(KODER.map((kod) => mesh.control(kod, { fault })));
      for (const version of ['v10', 'v11']) await mesh.ask(example(version), { path: `/ssbtek/${version}` });
    }
    await Promise.all(KODER.map((kod) => mesh.control(kod, { otherPerson: true })));
    await mesh.ask(question());
    for (const { name } of CONTRACT_VERSIONS) {
      await mesh.ask('<x/>', { path: `/ssbtek/${name}` });
      await Promise.all(
        Array.from({ length: 80 }, () => mesh.ask(example('v1'), { path: `/ssbtek/${name}` })),
      );
    }
    const process = testTelemetry();
    addProcessMetrics(process, '0');
    processSeries = seriesIn((await renderMetrics([process])).body).length;
  });
  afterAll(() => mesh.stop());

  it('of every process stay few when everything that can happen happens', async () => {
    const counts = [...(await mesh.metricsByRole())].map(([role, text]) => [
      role,
      seriesIn(text).length + processSeries,
    ]);
    expect(counts.length).toBe(KODER.length + 3);
    expect(counts.filter(([, count]) => Number(count) > MOST)).toEqual([]);
  });

  it('of replies that were of no use begin at zero, for every agency that was asked', async () => {
    const shown = (await mesh.metricsByRole()).get('aggregator') ?? '';
    for (const why of ['late', 'duplicate', 'orphan'])
      expect(shown.match(new RegExp(`^ssbtek_${why}_replies_total\\{`, 'gm'))?.length).toBe(KODER.length);
  });

  it('of every process can never be more, whatever its labels become', async () => {
    for (const [role, text] of await mesh.metricsByRole()) {
      const shown = namesIn(text);
      const own = (Object.keys(CATALOGUE) as MetricName[]).filter(
        (name) => shown.has(definitionOf(name).name) || OF_EVERY_PROCESS.includes(name),
      );
      const total = own.reduce((sum, name) => sum + worst(role, name), processSeries);
      expect([role, total, total <= MOST]).toEqual([role, total, true]);
    }
  });

  it('are made of nothing that a caller sends', async () => {
    const before = seriesIn(await mesh.metrics()).length;
    for (let i = 0; i < 30; i += 1) {
      await mesh.ask(question().replace('HL123456', `handler-${i}`), { path: `/ssbtek/v${100 + i}` });
      await mesh.ask(`<x${i} xmlns="urn:${i}"/>`, { headers: { traceparent: `x${i}`, 'x-custom': `${i}` } });
      await mesh.ask(question({ namespace: `urn:${i}` }));
    }
    expect(seriesIn(await mesh.metrics()).length - before).toBeLessThan(25);
  });
});
