import { meshCodec, type MessageBus } from '@ssbtek/messaging';
import {
  addProcessMetrics,
  createTelemetry,
  renderMetrics,
  type RenderedMetrics,
  type RoleTelemetry,
} from '@ssbtek/telemetry';
import type { Tracing } from '@ssbtek/tracing';
import { makeBus } from './bus';
import type { Configuration } from './configuration';
import { fixedWords } from './fixed-words';
import { ProcessHealth } from './health';
import { newInstance } from './instance';
import { startManagementServer, type ManagementServer } from './management-server';
import type { Role, RunningRole } from './role';
import { flushMs, openTracing } from './tracing';

export interface MeshOptions {
  /** Name of the process in logs and towards Kafka. */
  readonly name: string;
  /** Receives each log line; standard output when left out. */
  readonly write?: (line: string) => void;
  /** Version that `build_info` shows. */
  readonly version?: string;
  /** Labels outside the catalogue throw: for tests. */
  readonly strict?: boolean;
  /** A bus that is there already, instead of the one that the configuration asks for; it is not closed at the end. */
  readonly bus?: MessageBus;
}

/** Roles that run beside each other in this process. */
export interface Mesh {
  /** Addresses that the roles have told, by name. */
  readonly addresses: Readonly<Record<string, string>>;
  readonly managementPort: number;
  readonly health: ProcessHealth;
  readonly telemetry: RoleTelemetry;
  metrics(accept?: string): Promise<RenderedMetrics>;
  /**
   * Starts the management port, the bus and then the roles in the order given. When one of them cannot start, what
   * has started is stopped again and the error is thrown.
   */
  start(): Promise<void>;
  /** Says not ready, stops the roles in the opposite order of their start, each finishing what is in flight, then leaves. */
  stop(): Promise<void>;
}

class ProcessMesh implements Mesh {
  readonly addresses: Record<string, string> = {};
  readonly health: ProcessHealth;
  readonly telemetry: RoleTelemetry;
  readonly #registries: RoleTelemetry[];
  readonly #running: Array<{ readonly name: string; readonly role: RunningRole }> = [];
  readonly #instance = newInstance();
  readonly #version: string;
  #bus: MessageBus | undefined;
  #management: ManagementServer | undefined;
  #tracing: Tracing | undefined;
  #stopping: Promise<void> | undefined;

  constructor(
    private readonly roles: readonly Role[],
    private readonly configuration: Configuration,
    private readonly options: MeshOptions,
  ) {
    this.health = new ProcessHealth(roles.map(({ name }) => name));
    this.telemetry = this.#telemetryOf(options.name);
    this.#version = options.version ?? 'unknown';
    this.#registries = [this.telemetry];
    addProcessMetrics(this.telemetry, this.#version);
  }

  get managementPort(): number {
    return this.#management?.port ?? 0;
  }

  metrics(accept?: string): Promise<RenderedMetrics> {
    return renderMetrics(this.#registries, accept);
  }

  async start(): Promise<void> {
    try {
      await this.#openManagement();
      await this.#openTracing();
      this.#tellUnsealed();
      const bus = this.options.bus ?? (await this.#openBus());
      for (const role of this.roles) if (!this.#stopping) await this.#startRole(role, bus);
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  /** Before anything else: an orchestrator asks from the beginning. */
  async #openManagement(): Promise<void> {
    const { host, managementPort } = this.configuration.process;
    this.#management = await startManagementServer(host, managementPort, {
      report: (probe) => this.health.report(probe),
      metrics: (accept) => this.metrics(accept),
      failed: () => this.telemetry.log.error('a request at the management port could not be answered'),
    });
  }

  async #openTracing(): Promise<void> {
    const { strict } = this.options;
    const from = {
      instance: this.#instance,
      version: this.#version,
      ...(strict !== undefined && { strict }),
    };
    this.#tracing = await openTracing(this.configuration.process, from, this.telemetry);
  }

  #tellUnsealed(): void {
    const unsealed = this.configuration.process.payloadEncryption === 'off';
    if (unsealed && this.roles.some((role) => role.needsBus))
      this.telemetry.log.warn('messages are neither encrypted nor authentic: payload encryption is off');
  }

  async #openBus(): Promise<MessageBus> {
    const roles = this.roles.filter((role) => this.#usesBus(role)).map(({ name }) => name);
    this.#bus = await makeBus(this.configuration.process, this.options.name, this.telemetry, roles);
    return this.#bus;
  }

  #usesBus(role: Role): boolean {
    return role.needsBus || (role.joinsBus?.(this.#valuesOf(role)) ?? false);
  }

  #valuesOf({ name }: Role): Readonly<Record<string, unknown>> {
    return this.configuration.roles.get(name) ?? {};
  }

  /** Somebody else is on the bus: other processes at its broker, or other roles of this one. */
  get #linked(): boolean {
    return this.configuration.process.kafkaBrokers !== undefined || this.roles.some((role) => role.needsBus);
  }

  async #startRole(role: Role, bus: MessageBus): Promise<void> {
    const telemetry = this.#telemetryOf(role.name);
    this.#registries.push(telemetry);
    const running = await role.start({
      values: this.#valuesOf(role),
      bus,
      linked: this.#linked && this.#usesBus(role),
      codec: meshCodec(this.configuration.sealer),
      telemetry,
      instance: this.#instance,
      addresses: this.addresses,
    });
    this.#running.push({ name: role.name, role: running });
    this.health.add(role.name, running.health);
    Object.assign(this.addresses, running.addresses);
    telemetry.log.info('started');
  }

  async #stop(): Promise<void> {
    this.health.drain();
    // Last up, first down: what the ingress has in flight needs the others.
    for (const { name, role } of this.#running.toReversed()) {
      await role.stop().catch((error: unknown) => {
        this.telemetry.log.error('a role did not stop cleanly', { reason: `${name} ${fixedWords(error)}` });
      });
    }
    await this.#bus?.close();
    await this.#tracing?.stop(flushMs(this.configuration.stopTimeoutMs));
    await this.#management?.close();
  }

  #telemetryOf(role: string): RoleTelemetry {
    const { write, strict } = this.options;
    const tracer = this.#tracing?.tracer(role);
    return createTelemetry({
      role,
      instance: this.#instance,
      level: this.configuration.process.logLevel,
      ...(write && { write }),
      ...(strict !== undefined && { strict }),
      ...(tracer && { tracer }),
    });
  }
}

/** Roles to be run beside each other in this process; nothing is started yet. */
export function mesh(roles: readonly Role[], configuration: Configuration, options: MeshOptions): Mesh {
  return new ProcessMesh(roles, configuration, options);
}
