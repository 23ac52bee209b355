import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import { CLIENT } from './kafka-client.ts';
import { fromBundles, type StartedProcess, type Starter } from './start-process';

const READY_MS = 60_000;
/** One process each; the probe is extra. */
export const ROLES = [
  'simulator',
  'aggregator',
  ...BASTJANSTER.map(({ descriptor }) => `worker-${descriptor.kod}`),
  'ingress',
];

type Environment = Readonly<Record<string, string>>;

/** One started process of the mesh. */
interface Started extends StartedProcess {
  readonly managementPort: number;
  readonly output: string[];
}

/** A process is called by its role; further replicas have a number behind it: `worker-csn.2`. */
export const roleOf = (id: string): string => id.split('.')[0] ?? id;

/** What differs from one process per role with the same settings. */
export interface ProcessOptions {
  /** Processes to start, in this order. */
  readonly ids?: readonly string[];
  /** How a process is started; from the bundles unless said. */
  readonly starter?: Starter;
  /** Settings of one role only: a variable that means nothing to a process is a mistake. */
  readonly own?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The mesh as it is meant to run: a process per role, environment variables only. */
export class ProcessMesh {
  private readonly started = new Map<string, Started>();
  private readonly folder = mkdtempSync(join(tmpdir(), 'ssbtek-mesh-'));
  private readonly ports = new Map<string, number>();

  private constructor(
    private readonly envOf: (role: string) => Environment,
    private readonly options: ProcessOptions,
  ) {}

  /** Starts simulator, ingress, aggregator and workers; ready when it returns. */
  static async start(...how: Parameters<typeof ProcessMesh.launch>): Promise<ProcessMesh> {
    const mesh = await ProcessMesh.launch(...how);
    try {
      await mesh.allReady();
    } catch (error) {
      await mesh.stop();
      throw error;
    }
    return mesh;
  }

  /** The same without waiting: some things are to be seen before the mesh is ready. */
  static async launch(
    brokers: string,
    env: Environment | ((role: string) => Environment) = {},
    options: ProcessOptions = {},
  ): Promise<ProcessMesh> {
    const envOf = (role: string): Environment => ({
      SSBTEK_KAFKA_BROKERS: brokers,
      SSBTEK_KAFKA_CLIENT: CLIENT,
      SSBTEK_KAFKA_REPLICATION_FACTOR: '1',
      ...(typeof env === 'function' ? env(role) : env),
      ...options.own?.[role],
    });
    const mesh = new ProcessMesh(envOf, options);
    await mesh.prepare();
    for (const id of mesh.ids) mesh.startProcess(id);
    return mesh;
  }

  /** Waits until every process says that it is ready. */
  async allReady(): Promise<void> {
    await Promise.all(this.ids.map((id) => this.ready(id)));
  }

  get url(): string {
    return `http://127.0.0.1:${this.httpPort('ingress')}/ssbtek/v1`;
  }

  /** Port of the SOAP endpoint of one ingress. */
  httpPort(id: string): number {
    return this.port(`http-${id}`);
  }

  /** Processes that have been started and have not ended. */
  get running(): readonly string[] {
    return [...this.started].filter(([, { child }]) => !hasEnded(child)).map(([id]) => id);
  }

  /** Keys of the audit trail, which the ingress alone is given. */
  get auditKeysFile(): string {
    return join(this.folder, 'audit-keys.json');
  }

  /** Keys of what Kafka carries, which every process but the simulator is given. */
  get payloadKeysFile(): string {
    return join(this.folder, 'keys.json');
  }

  /** Where the metrics of each role are: `host:port` by scrape job. */
  get targets(): Readonly<Record<string, readonly string[]>> {
    return Object.fromEntries(
      this.ids.map((role) => [role, [`127.0.0.1:${this.port(`management-${role}`)}`]] as const),
    );
  }

  /** Everything the processes have printed. */
  get output(): string {
    return [...this.started.values()].flatMap(({ output }) => output).join('');
  }

  pid(role: string): number {
    return this.get(role).child.pid ?? 0;
  }

  managementPort(role: string): number {
    return this.get(role).managementPort;
  }

  /** What the process says on its management port. */
  async management(role: string, path: string): Promise<{ status: number; body: string }> {
    const response = await fetch(`http://127.0.0.1:${this.get(role).managementPort}${path}`);
    return { status: response.status, body: await response.text() };
  }

  /** Where a simulated agency's behaviour is set. */
  controlUrl(kod: string): string {
    return `http://127.0.0.1:${this.port('simulator')}/control/${kod}`;
  }

  async control(kod: string, settings: object): Promise<void> {
    const response = await fetch(this.controlUrl(kod), { method: 'PUT', body: JSON.stringify(settings) });
    if (!response.ok) throw new Error(await response.text());
  }

  /** How many calls a simulated agency has had since its start. */
  async received(kod: string): Promise<number> {
    const response = await fetch(`http://127.0.0.1:${this.port('simulator')}/control/${kod}`);
    return ((await response.json()) as { readonly received: number }).received;
  }

  async ask(question: string): Promise<{ status: number; xml: string }> {
    const response = await fetch(this.url, {
      method: 'POST',
      headers: { 'content-type': 'text/xml; charset=utf-8' },
      body: question,
    });
    return { status: response.status, xml: await response.text() };
  }

  /** Starts one more process, with ports of its own. */
  async add(id: string): Promise<void> {
    await this.takePorts([id]);
    this.startProcess(id);
  }

  /** Starts a process; its ports stay the same over restarts. */
  startProcess(id: string): void {
    const role = roleOf(id);
    const managementPort = this.port(`management-${id}`);
    const { starter = fromBundles } = this.options;
    const { child, signal } = starter(role, {
      ...this.envOf(role),
      ...this.shared(),
      SSBTEK_MANAGEMENT_PORT: String(managementPort),
      ...this.own(id),
    });
    const output: string[] = this.started.get(id)?.output ?? [];
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => output.push(chunk.toString('utf8')));
    this.started.set(id, { child, signal, managementPort, output });
  }

  /** Waits until the process says that it is ready. */
  async ready(role: string): Promise<void> {
    const until = Date.now() + READY_MS;
    for (;;) {
      const status = await this.management(role, '/health/ready').then(
        (r) => r.status,
        () => 0,
      );
      if (status === 200) return;
      const { child, output } = this.get(role);
      if (child.exitCode !== null || Date.now() > until)
        throw new Error(`${role} is not ready: ${output.join('').slice(-2000)}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** Ends the process by signal and waits until it is gone; resolves to its exit code. */
  async end(role: string, signal: NodeJS.Signals): Promise<number | null> {
    const { child, signal: send } = this.get(role);
    if (hasEnded(child)) return child.exitCode;
    return new Promise((resolve) => {
      child.once('exit', (code) => resolve(code));
      send(signal);
    });
  }

  async stop(): Promise<void> {
    for (const role of [...this.started.keys()].reverse()) await this.end(role, 'SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async prepare(): Promise<void> {
    await this.takePorts(this.ids);
    const keys = { active: 'test', keys: { test: randomBytes(32).toString('base64') } };
    writeFileSync(this.payloadKeysFile, JSON.stringify(keys), { mode: 0o600 });
    const auditKeys = { active: 'audit', keys: { audit: randomBytes(32).toString('base64') } };
    writeFileSync(this.auditKeysFile, JSON.stringify(auditKeys), { mode: 0o600 });
  }

  private get ids(): readonly string[] {
    return this.options.ids ?? ROLES;
  }

  private async takePorts(ids: readonly string[]): Promise<void> {
    const names = ids.flatMap((id) => [
      `management-${id}`,
      ...(roleOf(id) === 'ingress' ? [`http-${id}`] : []),
      ...(id === 'simulator' ? [id] : []),
    ]);
    const ports = await freePorts(names.length);
    names.forEach((name, i) => this.ports.set(name, ports[i] ?? 0));
  }

  /** What every process of this mesh is given. */
  private shared(): Record<string, string> {
    return { SSBTEK_LOG_LEVEL: 'info' };
  }

  /** A process gets what it knows: a variable that means nothing to it is a mistake. */
  private own(id: string): Record<string, string> {
    const role = roleOf(id);
    // It counts by the real clock, and the tests' questions have dates.
    if (role === 'simulator')
      return { SSBTEK_SIMULATOR_PORT: String(this.port('simulator')), SSBTEK_SIMULATOR_STRICT: 'false' };
    if (role === 'probe')
      return { SSBTEK_PROBE_URL: new URL(this.url).origin, SSBTEK_PROBE_INTERVAL_MS: '10000' };
    const keys = { SSBTEK_PAYLOAD_KEYS_FILE: this.payloadKeysFile };
    if (role === 'ingress')
      return {
        ...keys,
        SSBTEK_HTTP_PORT: String(this.httpPort(id)),
        SSBTEK_AUDIT_KEYS_FILE: this.auditKeysFile,
      };
    const asked = BASTJANSTER.filter(
      ({ descriptor }) => role === 'workers' || role === `worker-${descriptor.kod}`,
    );
    const urls = asked.flatMap(({ descriptor, protocols }) =>
      protocols.map((p) => [
        p.urlVariable,
        `http://127.0.0.1:${this.port('simulator')}/${descriptor.kod}${p.simulatorPath}`,
      ]),
    );
    return { ...keys, ...(Object.fromEntries(urls) as Record<string, string>) };
  }

  private port(name: string): number {
    return this.ports.get(name) ?? 0;
  }

  private get(role: string): Started {
    const started = this.started.get(role);
    if (!started) throw new Error(`no process ${role}`);
    return started;
  }
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null;

/** Ports that were free a moment ago, all different. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((resolve, reject) => {
          const server = createServer().once('error', reject);
          server.listen(0, '127.0.0.1', () => resolve(server));
        }),
    ),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
