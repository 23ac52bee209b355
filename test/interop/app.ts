import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { bundleApps, bundleOf, WORKSPACE } from '../../tools/build/bundle.ts';
import { isStale } from '../../tools/build/stale.ts';

const APP = 'all-in-one';
const READY_MS = 60_000;

/** The whole mesh in a process of its own. */
export interface App {
  /** Where its versions are: `http://127.0.0.1:1234`. */
  readonly base: string;
  stop(): Promise<void>;
}

/** Builds the mesh where that is needed, and starts it on free ports; ready when it returns. */
export async function startApp(): Promise<App> {
  const bundle = bundleOf(APP);
  if (isStale(bundle, WORKSPACE)) await bundleApps([APP]);
  const [http = 0, simulator = 0, management = 0] = await freePorts(3);
  const child = spawn(process.execPath, [join(WORKSPACE, bundle)], {
    env: {
      PATH: process.env['PATH'] ?? '',
      SSBTEK_HTTP_PORT: String(http),
      SSBTEK_SIMULATOR_PORT: String(simulator),
      SSBTEK_MANAGEMENT_PORT: String(management),
      SSBTEK_LOG_LEVEL: 'error',
      // The stacks' questions have dates, whatever day it is.
      SSBTEK_SIMULATOR_STRICT: 'false',
      // All stacks ask about the person whom every agency fails: their errors shall not become those of a breaker.
      SSBTEK_BREAKER_MIN_CALLS: '10000',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  await ready(`http://127.0.0.1:${management}/health/ready`, child).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { base: `http://127.0.0.1:${http}`, stop };
}

async function ready(url: string, child: ChildProcess): Promise<void> {
  for (const until = Date.now() + READY_MS; Date.now() < until;) {
    const ok = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return;
    if (child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the mesh does not become ready');
}

async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => new Promise((resolve) => server.once('listening', resolve))));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
