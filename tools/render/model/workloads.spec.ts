import { describe, expect, it } from 'vitest';
import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import { keySecretsOf, settingsOfMount } from './mounts.ts';
import { bundlePath } from './names.ts';
import { DEADLINE_MS, MESH, SIMULATOR_WORKLOAD, WORKERS, WORKERS_TOGETHER, WORKLOADS } from './workloads.ts';

it('there is one worker per agency, in the order of the registry', () => {
  expect(WORKERS.map(({ name }) => name)).toEqual(
    BASTJANSTER.map(({ descriptor }) => `worker-${descriptor.kod}`),
  );
});

it('each has a name of its own', () => {
  expect(new Set(WORKLOADS.map(({ name }) => name)).size).toBe(WORKLOADS.length);
});

describe.each(WORKLOADS)('$name', (workload) => {
  const { name, environment, settings, stop, ports } = workload;

  it('is given settings that its process knows', () => {
    const own = Object.keys(environment).filter((variable) => variable.startsWith('SSBTEK_'));
    const mounts = keySecretsOf(workload).flatMap(({ mount }) => Object.keys(settingsOfMount(mount)));
    expect([...own, ...mounts].filter((variable) => !settings.has(variable))).toEqual([]);
  });

  it('may take its whole deadline to stop, and is not killed before', () => {
    expect(stop.timeoutMs).toBeGreaterThan(stop.drainMs + DEADLINE_MS);
    expect(stop.graceMs).toBeGreaterThan(stop.timeoutMs);
    expect(environment['SSBTEK_STOP_TIMEOUT_MS']).toBe(String(stop.timeoutMs));
  });

  it('has a port that is asked for health, and an entry', () => {
    expect(ports.find((port) => port.name === 'management')?.number).toBe(
      Number(environment['SSBTEK_MANAGEMENT_PORT']),
    );
    expect(bundlePath(workload)).toBe(`/app/apps/${name}/main.js`);
  });
});

it('the workers in one process may do and read what each of them may and reads, and no more', () => {
  const { acls, settings } = WORKERS_TOGETHER;
  const names = (all: typeof acls): readonly string[] =>
    [...new Set(all.map((acl) => JSON.stringify(acl)))].sort();
  expect(names(acls)).toEqual(names(WORKERS.flatMap((worker) => worker.acls)));
  expect(settings).toEqual(
    new Set([...WORKERS.flatMap((worker) => [...worker.settings]), 'SSBTEK_AGENCIES']),
  );
  expect(keySecretsOf(WORKERS_TOGETHER)).toEqual(WORKERS.flatMap(keySecretsOf).slice(0, 1));
});

it('who uses Kafka may do something there and has keys; the simulator neither', () => {
  for (const workload of MESH) {
    expect(workload.acls.length).toBeGreaterThan(0);
    expect(keySecretsOf(workload).map(({ secret }) => secret)).toContain('ssbtek-payload-keys');
  }
  expect(SIMULATOR_WORKLOAD.acls).toEqual([]);
  expect(keySecretsOf(SIMULATOR_WORKLOAD)).toEqual([]);
});

it('only the ingress drains: nobody is sent to the others', () => {
  expect(MESH.filter(({ stop }) => stop.drainMs > 0).map(({ name }) => name)).toEqual(['ingress']);
});
