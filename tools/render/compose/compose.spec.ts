import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { WORKSPACE } from '../../build/bundle.ts';
import { WORKLOADS } from '../model/workloads.ts';
import { services } from './compose.ts';
import type { Service } from './service.ts';

const all = services();
const names = Object.keys(all);
const mesh = WORKLOADS.map((workload) => ({ ...workload, service: all[workload.name] as Service }));

/** Addresses in settings: `http://simulator:8090/af`, `kafka:9092`. */
const hostsIn = (value: string): readonly string[] => {
  const host = /^(?:https?:\/\/)?([a-z][\w.-]*):\d+(?:\/|$)/.exec(value)?.[1];
  return host === undefined ? [] : [host];
};
const boundFiles = ({ volumes = [] }: Service): readonly string[] =>
  volumes.filter((one) => one.startsWith('./')).map((one) => one.split(':')[0] ?? '');

describe('the compose file', () => {
  it.each(mesh)('gives $name settings that its process knows, and where its keys are', (one) => {
    const given = Object.keys(one.service.environment ?? {});
    expect(given.filter((name) => !one.settings.has(name))).toEqual([]);
    expect(given.includes('SSBTEK_KAFKA_BROKERS')).toBe(one.usesKafka);
    expect(given.includes('SSBTEK_PAYLOAD_KEYS_FILE')).toBe(one.usesKafka);
    for (const { variable } of one.agency?.addresses ?? []) expect(given).toContain(variable);
  });

  it.each(mesh)('runs $name without rights, over files it cannot change', ({ service, size }) => {
    expect(service).toMatchObject({
      user: '65532:65532',
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      mem_limit: `${size.memoryMib}m`,
    });
    for (const volume of service.volumes ?? []) expect(volume).toMatch(/:ro$/);
  });

  it('makes every key file that a process is told of', () => {
    const told = mesh.flatMap(({ service }) =>
      Object.entries(service.environment ?? {}).flatMap(([name, value]) =>
        name.endsWith('_KEYS_FILE') ? [value] : [],
      ),
    );
    expect(all['keys']?.command).toEqual(expect.arrayContaining([...new Set(told)]));
    expect(all['keys']?.network_mode).toBe('none');
  });

  it('names no service that is not in it', () => {
    for (const service of Object.values(all)) {
      expect(names).toEqual(expect.arrayContaining(Object.keys(service.depends_on ?? {})));
      const hosts = Object.values(service.environment ?? {}).flatMap(hostsIn);
      expect(hosts.filter((host) => !names.includes(host))).toEqual([]);
    }
    expect(hostsIn('http://simulator:8090/af')).toEqual(['simulator']);
  });

  it('mounts files that are in the repository', () => {
    const files = Object.values(all).flatMap(boundFiles);
    expect(files.length).toBeGreaterThan(5);
    expect(files.filter((file) => !existsSync(join(WORKSPACE, 'deploy', file)))).toEqual([]);
  });

  it('takes every foreign image by its version, and listens on this machine only', () => {
    for (const { image, ports = [] } of Object.values(all)) {
      expect(image).toMatch(/^(\$\{SSBTEK_IMAGE:-ssbtek-mesh:trial\}|[a-z/-]+:v?\d+\.\d+\.\d+)$/);
      for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
    }
  });

  it('has the services that Prometheus reads and Grafana asks', () => {
    const read = (file: string) => readFileSync(join(WORKSPACE, 'deploy', file), 'utf8');
    const targets = [...read('prometheus/prometheus.yaml').matchAll(/^\s+- ([\w-]+):\d+$/gm)].map(
      (m) => m[1],
    );
    const asked = [
      ...read('grafana/provisioning/datasources/ssbtek.yaml').matchAll(/http:\/\/([\w-]+):/g),
    ].map((m) => m[1]);
    expect(targets).toEqual(expect.arrayContaining(mesh.map(({ name }) => name)));
    expect([...targets, ...asked].filter((name) => !names.includes(name ?? ''))).toEqual([]);
    expect(asked.length).toBeGreaterThan(1);
  });
});
