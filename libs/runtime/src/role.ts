import type { Check, Settings, Values } from '@ssbtek/config';
import type { MeshCodec, MessageBus } from '@ssbtek/messaging';
import type { Telemetry } from '@ssbtek/telemetry';
import type { ProcessValues } from './process-settings';

/** State of a started role, for the health endpoints. */
export interface RoleHealth {
  /** Started up: from then on readiness counts. */
  started(): boolean;
  /** Takes work: partitions assigned, listening, not draining, and what it writes is taken. As it is at this moment. */
  ready(): boolean;
  /** What it lacks to be ready, a sentence of fixed words each; nothing personal. */
  lacks?(): readonly string[];
  /** False only when a restart of the process is the cure. */
  alive(): boolean;
}

/** A started role. */
export interface RunningRole {
  readonly health: RoleHealth;
  /** Lines for the console once everything has started (addresses); empty for most. */
  readonly addresses?: Readonly<Record<string, string>>;
  /** Finishes what is in flight, then leaves. Resolves when nothing is left. */
  stop(): Promise<void>;
}

/** What a role is given. */
export interface RoleContext<S extends Settings> {
  readonly values: Values<S>;
  /** Not to be used by a role that needs no bus, unless it is {@link linked}. */
  readonly bus: MessageBus;
  /** The bus leads to others of the mesh: over a broker, or in this process. */
  readonly linked: boolean;
  /** Between the mesh's values and the bus's messages, with the payload sealed. */
  readonly codec: MeshCodec;
  readonly telemetry: Telemetry;
  /** Unique per process start; replicas differ by it. */
  readonly instance: string;
  /** What the roles that have started in this process before this one have told, by name. */
  readonly addresses: Readonly<Record<string, string>>;
}

/** What a role's settings stand beside. */
export interface Surroundings {
  /** The process does not run the whole mesh: a role alone, or several of one kind. */
  readonly alone: boolean;
  readonly process: ProcessValues;
}

/** A part of the mesh that can run alone in a process or beside others in all-in-one. */
export interface Role<S extends Settings = Settings> {
  /** Name of the process and of the app: `worker-csn`. */
  readonly name: string;
  readonly settings: S;
  /**
   * Prefixes of variables that are this role's alone: what begins so and is not among its settings is a mistake, even
   * where the environment is shared with other processes.
   */
  readonly owns: readonly string[];
  readonly needsBus: boolean;
  /** Uses the bus where there is one that leads to others, and can do without: it needs neither broker nor keys. */
  joinsBus?(values: Values<S>): boolean;
  /** Checks across settings (time budgets that cannot work together). */
  checks?(values: Values<S>, surroundings: Surroundings): readonly Check[];
  /** How long a stop in good order may take by these settings, ms: what is in flight is finished. Nothing when left out. */
  stopMs?(values: Values<S>): number;
  start(context: RoleContext<S>): Promise<RunningRole>;
}
