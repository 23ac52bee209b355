import type { MeshCodec, MessageBus, WatchedBus } from '@ssbtek/messaging';
import type { Aggregator } from '@ssbtek/shell-aggregator/parts';
import type { Auditor, Ingress, IngressDeps } from '@ssbtek/shell-ingress/parts';
import type { Service, Worker } from '@ssbtek/shell-worker/parts';
import type { Surroundings } from './processes.ts';

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
  readonly codec?: Wrong<MeshCodec>;
  readonly auditor?: Wrong<Auditor>;
  readonly ingress?: Wrong<Ingress>;
  readonly times?: Wrong<Pick<IngressDeps, 'deadlineMs' | 'aggregatorMs'>>;
  readonly worker?: Wrong<WorkerDeps>;
  readonly questions?: Wrong<Worker>;
  readonly services?: Wrong<ReadonlyMap<string, Service>>;
  readonly aggregator?: Wrong<Aggregator>;
}

/** The part as it is put in: right, unless a mistake is planted there. */
export const asMade = <T>(wrong: Wrong<T> | undefined, right: T, around: Surroundings): T =>
  wrong ? wrong(right, around) : right;
