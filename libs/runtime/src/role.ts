import type { Settings, Values } from '@ssbtek/config';
import type { MeshCodec, MessageBus } from '@ssbtek/messaging';
import type { Telemetry } from '@ssbtek/telemetry';

/** State of a started role, for the health endpoints. */
export interface RoleHealth {
  /** Started up: from then on readiness counts. */
  started(): boolean;
  /** Takes work: partitions assigned, listening, not draining. */
  ready(): boolean;
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
  /** Not to be used by a role that needs no bus. */
  readonly bus: MessageBus;
  /** Between the mesh's values and the bus's messages, with the payload sealed. */
  readonly codec: MeshCodec;
  readonly telemetry: Telemetry;
  /** Unique per process start; replicas differ by it. */
  readonly instance: string;
}

/** A part of the mesh that can run alone in a process or beside others in all-in-one. */
export interface Role<S extends Settings = Settings> {
  /** Name of the process and of the app: `worker-csn`. */
  readonly name: string;
  readonly settings: S;
  readonly needsBus: boolean;
  /**
   * Checks across settings (time budgets that cannot work together): one sentence per mistake. `alone`: the process runs
   * no other role.
   */
  check?(values: Values<S>, alone: boolean): readonly string[];
  start(context: RoleContext<S>): Promise<RunningRole>;
}
