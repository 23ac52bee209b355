import type { MeshCodec, MessageBus, PayloadSealer, WatchedBus } from '@ssbtek/messaging';
import type { Aggregator } from '@ssbtek/shell-aggregator/parts';
import type { Auditor, Ingress, IngressDeps } from '@ssbtek/shell-ingress/parts';
import type { Service, Worker } from '@ssbtek/shell-worker/parts';
import type { Bastjanst } from '@ssbtek/bastjanst-kit';
import type { ContractVersion } from '@ssbtek/contract-version';
import type { MemoryBroker, MemoryBus } from '@ssbtek/messaging-memory';
import type { PlannedAsk } from '../plan.ts';
import type { Chance } from '../world/chance.ts';
import type { Host } from '../world/time.ts';
import type { Numbers } from './numbers.ts';
import type { Line } from './request.ts';
import type { CountingTelemetry } from './telemetry.ts';

/** What every process of a simulated mesh is started with. */
export interface Surroundings {
  readonly host: Host;
  readonly client: MemoryBus;
  readonly telemetry: CountingTelemetry;
  readonly chance: Chance;
  /** Payload keys by id, and the one that is used for what is new. */
  readonly keys: { readonly active: string; readonly keys: ReadonlyMap<string, Uint8Array> };
  readonly numbers: Numbers;
  readonly mistakes: Mistakes;
}

/** Puts something that is wrong in the place of a part that is right. */
export type Wrong<T> = (right: T, around: Surroundings) => T;

type WorkerDeps = ConstructorParameters<typeof Worker>[0];

/** Where a planted mistake can stand: in each place at most one. Nothing but a simulation has these places. */
export interface Mistakes {
  /** The bus of a process. */
  readonly bus?: Wrong<MessageBus>;
  /** The bus that workers and aggregators read from. */
  readonly reading?: Wrong<WatchedBus>;
  /** The bus that an aggregator sends by, and its clock. */
  readonly joining?: Wrong<WatchedBus>;
  readonly sealer?: Wrong<PayloadSealer>;
  readonly codec?: Wrong<MeshCodec>;
  readonly auditor?: Wrong<Auditor>;
  readonly ingress?: Wrong<Ingress>;
  readonly times?: Wrong<Pick<IngressDeps, 'deadlineMs' | 'aggregatorMs'>>;
  readonly worker?: Wrong<WorkerDeps>;
  readonly questions?: Wrong<Worker>;
  readonly services?: Wrong<ReadonlyMap<string, Service>>;
  readonly aggregator?: Wrong<Aggregator>;
  readonly bastjanst?: (right: Bastjanst) => Bastjanst;
  readonly version?: (right: ContractVersion) => ContractVersion;
  /** The partition of the answer topic that an ingress says it reads. */
  readonly partition?: (right: number) => number;
  /** Everybody may ask. */
  readonly admitsAll?: boolean;
  /** The name that a request is given. */
  readonly requestId?: (ask: PlannedAsk, right: string) => string;
  readonly line?: (right: Line) => Line;
  /** Done to the broker after each commit. */
  readonly committed?: (broker: MemoryBroker) => void;
  /** Counts as the right one does, and otherwise. */
  readonly counting?: (name: string) => number;
}

/** The part as it is put in: right, unless a mistake is planted there. */
export const asMade = <T>(wrong: Wrong<T> | undefined, right: T, around: Surroundings): T =>
  wrong ? wrong(right, around) : right;
