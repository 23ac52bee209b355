import { mistakesOf, readSettings, type Check, type Values, type Settings } from '@ssbtek/config';
import type { Bastjanst } from '@ssbtek/bastjanst-kit';
import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import { CONTRACT_VERSIONS } from '@ssbtek/contract-versions';
import {
  ephemeralSealer,
  meshCodec,
  type MeshCodec,
  type MessageBus,
  type PayloadSealer,
} from '@ssbtek/messaging';
import { PROCESS_SETTINGS, type Role, type RunningRole } from '@ssbtek/runtime';
import { aggregatorRole } from '@ssbtek/shell-aggregator';
import { ingressRole } from '@ssbtek/shell-ingress';
import { portalRole } from '@ssbtek/shell-portal';
import { simulatorRole } from '@ssbtek/shell-simulator';
import { workerRole } from '@ssbtek/shell-worker';
import { renderMetrics, testTelemetry, type RoleTelemetry, type Tracer } from '@ssbtek/telemetry';
import { identity, sendTls } from './tls-client';

/** An answer as a caller gets it. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly xml: string;
  readonly durationMs: number;
}

/** A running mesh with all roles in this process, each with its own bus connection and telemetry. */
export interface Mesh {
  ask(
    question: string | Uint8Array,
    options?: { readonly path?: string; readonly headers?: Record<string, string> },
  ): Promise<Answer>;
  readonly url: string;
  /** Where the portal is, if it was asked for. */
  readonly portalUrl: string;
  readonly simulatorUrl: string;
  /** Seals and opens what this mesh sends, for tests that speak to the bus themselves. */
  readonly codec: MeshCodec;
  /** Sets latency, faults or codes of a simulated agency. */
  control(kod: string, settings: object): Promise<void>;
  /** How many calls a simulated agency has received. */
  received(kod: string): Promise<number>;
  metrics(accept?: string): Promise<string>;
  /** The metrics of each role, as a process of its own would show them. */
  metricsByRole(): Promise<ReadonlyMap<string, string>>;
  /** What a role lacks to be ready. */
  lacks(role: string): readonly string[];
  /** Every log line of every role. */
  logs(): readonly string[];
  /** Stops one role (`worker-csn`, `aggregator`) and starts it anew. */
  restart(role: string): Promise<void>;
  stopRole(role: string): Promise<void>;
  startRole(role: string): Promise<void>;
  stop(): Promise<void>;
}

/** Makes one bus connection per role. */
export interface BusMaker {
  connect(role: string): Promise<MessageBus>;
  stop(): Promise<void>;
}

export interface MeshOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly bastjanster?: readonly Bastjanst[];
  /** What a role seals and opens payloads with; all with the same key of this mesh when left out. */
  readonly sealerOf?: (role: string) => PayloadSealer;
  /** Starts the portal, too. */
  readonly portal?: true;
  /** The tracer of a role; traces are off when left out. */
  readonly tracer?: (role: string) => Tracer;
  /** The clock of the simulated agencies; it stands still at {@link SIMULATED_NOW} when left out. */
  readonly now?: () => Date;
}

/**
 * The time that simulated agencies count from in tests: a day on which the dates of the tests' questions and of the
 * examples may be asked about.
 */
export const SIMULATED_NOW = new Date('2026-11-25T10:00:00Z');

/** Starts simulator, aggregator, workers and ingress over the given bus; ready when it returns. */
export async function startMesh(
  buses: BusMaker,
  {
    env = {},
    bastjanster = BASTJANSTER,
    sealerOf,
    portal,
    tracer,
    now = () => SIMULATED_NOW,
  }: MeshOptions = {},
): Promise<Mesh> {
  const codec = meshCodec(ephemeralSealer());
  const codecOf = (role: string): MeshCodec => (sealerOf ? meshCodec(sealerOf(role)) : codec);
  const ports = { SSBTEK_HTTP_PORT: '0', SSBTEK_SIMULATOR_PORT: '0', SSBTEK_PORTAL_PORT: '0' };
  const defaults = { ...ports, SSBTEK_DEADLINE_MS: '6000' };
  const host = new RoleHost(buses, codecOf, { ...defaults, ...env }, tracer);
  const simulator = await host.start(simulatorRole(bastjanster, { now }));
  const simulatorUrl = simulator.addresses?.['simulator'] ?? '';
  const urls = bastjanster.flatMap(({ descriptor, protocols }) =>
    protocols.map((p) => [p.urlVariable, `${simulatorUrl}/${descriptor.kod}${p.simulatorPath}`]),
  );
  host.env = { ...host.env, ...Object.fromEntries(urls), ...env };
  const roles = [
    aggregatorRole(),
    ...bastjanster.map((b) => workerRole(b)),
    ingressRole(CONTRACT_VERSIONS),
  ] as readonly Role[];
  const started = await Promise.all(roles.map((role) => host.start(role)));
  const addresses = Object.assign({}, ...started.map((one) => one.addresses)) as Record<string, string>;
  host.addresses = addresses;
  // Last, because it tells the address of the ingress.
  const shown = portal && (await host.start(portalRole(CONTRACT_VERSIONS, bastjanster)));
  const ingressUrl = new URL(addresses['ssbtek/v1'] ?? '').origin;
  await host.ready();

  const atControl = (kod: string, settings?: object) =>
    controlAgency(`${simulatorUrl}/control/${kod}`, settings);
  return {
    url: ingressUrl,
    portalUrl: shown?.addresses?.['portal'] ?? '',
    simulatorUrl,
    codec,
    async ask(question, { path = '/ssbtek/v1', headers = {} } = {}) {
      const startedAt = performance.now();
      const body = typeof question === 'string' ? question : Buffer.from(question);
      const response = await fetch(ingressUrl + path, {
        method: 'POST',
        headers: { 'content-type': 'text/xml; charset=utf-8', ...headers },
        body,
        redirect: 'manual',
      });
      const xml = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        xml,
        durationMs: performance.now() - startedAt,
      };
    },
    async control(kod, settings) {
      await atControl(kod, settings);
    },
    async received(kod) {
      return ((await atControl(kod)) as { received: number }).received;
    },
    metrics: (accept) => host.metrics(accept),
    metricsByRole: () => host.metricsByRole(),
    lacks: (role) => host.lacks(role),
    logs: () => host.logs(),
    async restart(name) {
      await host.stopRole(name);
      await host.startAgain(name);
    },
    stopRole: (name) => host.stopRole(name),
    startRole: (name) => host.startAgain(name),
    async stop() {
      await host.stop();
      await buses.stop();
    },
  };
}

/** Sets or asks what a simulated agency does; where the simulator speaks TLS, with a certificate of the tests. */
async function controlAgency(url: string, settings?: object): Promise<unknown> {
  const request = settings && { method: 'PUT', body: JSON.stringify(settings) };
  const { status, text } = url.startsWith('https:')
    ? await sendTls(url, { ...request, ...identity('kommun') }).then(({ status, xml }) => ({
        status,
        text: xml,
      }))
    : await fetch(url, request).then(async (response) => ({
        status: response.status,
        text: await response.text(),
      }));
  if (status !== 200) throw new Error(`control refused: ${text}`);
  return JSON.parse(text);
}

interface Hosted {
  readonly role: Role;
  readonly running: RunningRole;
  readonly bus: MessageBus | undefined;
  readonly telemetry: RoleTelemetry;
}

/** Starts and stops roles as separate processes would run them. */
class RoleHost {
  private readonly hosted = new Map<string, Hosted>();
  private readonly roles = new Map<string, Role>();
  private readonly telemetries: (RoleTelemetry & { readonly lines: readonly string[] })[] = [];
  private instances = 0;
  /** What roles that start from now on are told of those before them. */
  addresses: Readonly<Record<string, string>> = {};

  constructor(
    private readonly buses: BusMaker,
    private readonly codecOf: (role: string) => MeshCodec,
    public env: Readonly<Record<string, string>>,
    private readonly tracer: MeshOptions['tracer'],
  ) {}

  async start(role: unknown): Promise<RunningRole> {
    const typed = role as Role;
    const { name, settings, needsBus } = typed;
    const read = readSettings(settings, this.env);
    const mistakes = read.ok ? mistakesOf(this.checksOf(typed, read.values)) : read.mistakes;
    if (!read.ok || mistakes.length > 0) throw new Error(`${name}: ${mistakes.join(' ')}`);
    const telemetry = testTelemetry(name, this.tracer?.(name));
    this.telemetries.push(telemetry);
    const linked = needsBus || (typed.joinsBus?.(read.values) ?? false);
    const bus = linked ? await this.buses.connect(name) : undefined;
    const instance = `${name}-${process.pid}-${(this.instances += 1)}-${Date.now()}`;
    const context = {
      values: read.values,
      bus: bus as MessageBus,
      linked,
      codec: this.codecOf(name),
      telemetry,
      instance,
      addresses: this.addresses,
    };
    const running = await typed.start(context);
    this.roles.set(name, typed);
    this.hosted.set(name, { role: typed, running, bus, telemetry });
    return running;
  }

  private checksOf(role: Role, values: Values<Settings>): readonly Check[] {
    const process = readSettings(PROCESS_SETTINGS, {});
    if (!process.ok) throw new Error(process.mistakes.join(' '));
    return role.checks?.(values, { alone: false, process: process.values }) ?? [];
  }

  async startAgain(name: string): Promise<void> {
    const role = this.roles.get(name);
    if (!role) throw new Error(`no role ${name}`);
    await this.start(role);
    await this.ready();
  }

  async stopRole(name: string): Promise<void> {
    const hosted = this.hosted.get(name);
    if (!hosted) throw new Error(`no role ${name}`);
    this.hosted.delete(name);
    await hosted.running.stop();
    await hosted.bus?.close();
  }

  /** Waits until every role says that it is ready. */
  async ready(): Promise<void> {
    const until = Date.now() + 30_000;
    for (;;) {
      const waiting = [...this.hosted.values()].filter(({ running }) => !running.health.ready());
      if (waiting.length === 0) return;
      if (Date.now() > until) throw new Error(`not ready: ${waiting.map((h) => h.role.name).join(', ')}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async metrics(accept?: string): Promise<string> {
    return (await renderMetrics(this.telemetries, accept)).body;
  }

  async metricsByRole(): Promise<ReadonlyMap<string, string>> {
    const texts = [...this.hosted].map(async ([role, { telemetry }]) => {
      const { body } = await renderMetrics([telemetry]);
      return [role, body] as const;
    });
    return new Map(await Promise.all(texts));
  }

  lacks(name: string): readonly string[] {
    return this.hosted.get(name)?.running.health.lacks?.() ?? [];
  }

  logs(): readonly string[] {
    return this.telemetries.flatMap(({ lines }) => lines);
  }

  /** In the order that lets nothing be lost: callers first, then those who answer them. */
  async stop(): Promise<void> {
    for (const name of [...this.hosted.keys()].reverse()) await this.stopRole(name);
  }
}
