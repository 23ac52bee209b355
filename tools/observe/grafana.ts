import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { parse, stringify } from 'yaml';
import { WORKSPACE } from '../build/bundle.ts';
import { hasDockerEngine } from '../kafka/programs.ts';
import { freePort } from '../kafka/local-broker.ts';
import { answers } from './program-process.ts';

const run = promisify(execFile);
const IMAGE = 'grafana/grafana:12.3.0';
const READY_MS = 60_000;

/** A Grafana in a container, with the project's dashboards. */
export interface Grafana {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts it on the machine's own network, since it must see a Prometheus that listens on 127.0.0.1 only. */
export async function startGrafana(prometheus: string): Promise<Grafana> {
  if (!(await hasDockerEngine()))
    throw new Error('no Docker engine answers, and there is no other way to get it');
  const folder = provisioningFor(prometheus);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const { stdout } = await run('docker', containerArguments(folder, port));
  const stop = async (): Promise<void> => {
    await run('docker', ['stop', stdout.trim()]);
    rmSync(folder, { recursive: true, force: true });
  };
  const until = Date.now() + READY_MS;
  while (!(await answers(`${url}/api/health`))) {
    if (Date.now() > until) {
      await stop();
      throw new Error(`its container was not ready within ${READY_MS / 1000} s`);
    }
    await sleep(500);
  }
  return { url, stop };
}

interface Provisioned {
  readonly apiVersion: number;
  readonly datasources: readonly [{ readonly jsonData: Readonly<Record<string, unknown>> }];
}

/** The files of deploy/, with this Prometheus and nothing else to ask. */
function provisioningFor(prometheus: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'ssbtek-grafana-'));
  cpSync(join(WORKSPACE, 'deploy/grafana/provisioning'), folder, { recursive: true });
  const file = join(folder, 'datasources/ssbtek.yaml');
  const { apiVersion, datasources } = parse(readFileSync(file, 'utf8')) as Provisioned;
  // There is no trace store here that an exemplar could lead to.
  const [
    {
      jsonData: { exemplarTraceIdDestinations: _, ...jsonData },
      ...metrics
    },
  ] = datasources;
  const here = { ...metrics, jsonData, url: prometheus };
  writeFileSync(file, stringify({ apiVersion, datasources: [here] }));
  return folder;
}

function containerArguments(folder: string, port: number): readonly string[] {
  const environment = {
    GF_SERVER_HTTP_ADDR: '127.0.0.1',
    GF_SERVER_HTTP_PORT: String(port),
    GF_AUTH_ANONYMOUS_ENABLED: 'true',
    GF_AUTH_ANONYMOUS_ORG_ROLE: 'Viewer',
    GF_ANALYTICS_REPORTING_ENABLED: 'false',
  };
  const mounts = [
    `${folder}:/etc/grafana/provisioning:ro`,
    `${join(WORKSPACE, 'deploy/helm/files/dashboards')}:/etc/grafana/ssbtek-dashboards:ro`,
  ];
  return [
    ...['run', '--detach', '--rm', '--network', 'host'],
    ...Object.entries(environment).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
    ...mounts.flatMap((mount) => ['--volume', mount]),
    IMAGE,
  ];
}
