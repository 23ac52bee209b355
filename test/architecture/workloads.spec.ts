import { expect, it } from 'vitest';
import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import {
  MESH,
  PORTAL_WORKLOAD,
  PROBE_WORKLOAD,
  SIMULATOR_WORKLOAD,
  WORKERS,
  WORKERS_TOGETHER,
  WORKLOADS,
} from '../manifests/workloads';

it('there is one worker per agency, in the order of the registry', () => {
  expect(WORKERS.map(({ name }) => name)).toEqual(
    BASTJANSTER.map(({ descriptor }) => `worker-${descriptor.kod}`),
  );
});

it('each has a name of its own', () => {
  expect(new Set(WORKLOADS.map(({ name }) => name)).size).toBe(WORKLOADS.length);
});

it('the workers in one process may do and read what each of them may and reads, and no more', () => {
  const { acls, settings } = WORKERS_TOGETHER;
  const names = (all: typeof acls): readonly string[] =>
    [...new Set(all.map((acl) => JSON.stringify(acl)))].sort();
  expect(names(acls)).toEqual(names(WORKERS.flatMap((worker) => worker.acls)));
  expect(settings).toEqual(
    new Set([...WORKERS.flatMap((worker) => [...worker.settings]), 'SSBTEK_AGENCIES']),
  );
});

it('who needs Kafka may do something there, the portal listens, and simulator and probe may do nothing', () => {
  for (const { needsKafka, acls } of MESH) expect([needsKafka, acls.length > 0]).toEqual([true, true]);
  for (const { needsKafka, acls } of [SIMULATOR_WORKLOAD, PROBE_WORKLOAD])
    expect([needsKafka, acls]).toEqual([false, []]);
  expect(PORTAL_WORKLOAD.needsKafka).toBe(false);
  expect(PORTAL_WORKLOAD.acls.flatMap(({ operations }) => operations)).not.toContain('Write');
  expect(PORTAL_WORKLOAD.acls).toContainEqual(expect.objectContaining({ name: 'ssbtek.status.v1' }));
});
