import { setTimeout as sleep } from 'node:timers/promises';
import {
  BATCH_LIMIT,
  isNotAllowed,
  KafkaTrouble,
  readBatches,
  RESPONSE_LIMIT,
  within,
  type ConsumerListener,
  type ConsumerWish,
  type Room,
} from '@ssbtek/messaging-kafka/driver';
import { codeOf, type Cluster } from './cluster';
import { fetchBatches, FetchSession, type FetchedPartition } from './fetch';
import type { Wire } from './wire';

/** A broker may answer so much later than it was asked to wait; then it counts as away, ms. */
const LATE_MS = 6000;
const AGAIN_MS = 200;
const NO_LEADER_AGAIN_MS = 500;

/** Said of a session that the broker knows no more: the next fetch makes a new one. */
const SESSION_GONE: ReadonlySet<string> = new Set([
  'FETCH_SESSION_ID_NOT_FOUND',
  'INVALID_FETCH_SESSION_EPOCH',
]);

/** Where reading of a partition stands. */
interface Place {
  offset: bigint | undefined;
  held: boolean;
  high: bigint;
}

/** Something that ends. */
interface Span {
  over: boolean;
}

/** What the loops cannot deal with themselves. */
export interface FetchTrouble {
  /** A partition does not reach to where it was to be read: it must be looked up again. */
  outOfRange(): void;
  failed(error: unknown): void;
}

/** Fetches the partitions of an assignment: one loop for each broker that leads some of them. */
export class FetchLoops {
  private places = new Map<number, Place>();
  private round: Span = { over: true };
  private woken = Promise.withResolvers<void>();

  constructor(
    private readonly cluster: Cluster,
    private readonly wanted: ConsumerWish,
    private readonly listener: ConsumerListener,
    private readonly on: FetchTrouble,
  ) {}

  /** Begins with these partitions. All of them are held, and wait for {@link seek}. */
  begin(partitions: readonly number[]): void {
    this.end();
    this.places = new Map(partitions.map((one) => [one, { offset: undefined, held: true, high: -1n }]));
    this.round = { over: false };
    void this.run(this.round);
  }

  /** What is under way is not delivered any more. */
  end(): void {
    this.round.over = true;
    this.wake();
  }

  seek(partition: number, offset: bigint): void {
    const place = this.places.get(partition);
    if (place) place.offset = offset;
    this.wake();
  }

  hold(partitions: readonly number[], still: boolean): void {
    for (const partition of partitions) {
      const place = this.places.get(partition);
      if (place) place.held = still;
    }
    this.wake();
  }

  /** Whether nothing is fetched because nothing is wanted. */
  get idle(): boolean {
    return !this.round.over && this.offsetsOf(this.places.keys()).size === 0;
  }

  private wake(): void {
    this.woken.resolve();
    this.woken = Promise.withResolvers();
  }

  private offsetsOf(partitions: Iterable<number>): Map<number, bigint> {
    const offsets = new Map<number, bigint>();
    for (const partition of partitions) {
      const place = this.places.get(partition);
      if (place && !place.held && place.offset !== undefined) offsets.set(partition, place.offset);
    }
    return offsets;
  }

  private async run(round: Span): Promise<void> {
    const { topic } = this.wanted;
    while (!round.over && this.places.size > 0) {
      const turn: Span = { over: false };
      try {
        const { leaders } = await this.cluster.topic(topic, Infinity);
        const byLeader = Map.groupBy(this.places.keys(), (partition) => leaders[partition] ?? -1);
        const isOver = (): boolean => round.over || turn.over;
        await Promise.all([...byLeader].map(([leader, mine]) => this.loop(leader, mine, isOver)));
      } catch (error) {
        turn.over = true;
        this.wake();
        if (round.over) return;
        if (isNotAllowed(error)) return this.on.failed(error);
        this.cluster.forget(topic);
        await sleep(AGAIN_MS);
      }
    }
  }

  private async loop(leader: number, mine: readonly number[], isOver: () => boolean): Promise<void> {
    if (leader < 0) {
      await sleep(NO_LEADER_AGAIN_MS);
      throw new KafkaTrouble('LEADER_NOT_AVAILABLE', false);
    }
    const { topic, maxBytes, maxBytesPerPartition, minBytes, maxWaitTimeInMs: maxWaitMs } = this.wanted;
    const session = new FetchSession(topic, { maxBytes, maxBytesPerPartition, minBytes, maxWaitMs });
    const wire = this.cluster.node(leader, 'fetch');
    while (!isOver()) {
      const offsets = this.offsetsOf(mine);
      if (offsets.size === 0) await this.woken.promise;
      else await this.fetch(wire, session, offsets, isOver);
    }
  }

  private async fetch(
    wire: Wire,
    session: FetchSession,
    offsets: ReadonlyMap<number, bigint>,
    isOver: () => boolean,
  ): Promise<void> {
    this.listener.sign();
    const asked = wire.ask(fetchBatches, session.next(offsets));
    const answer = await within(this.wanted.maxWaitTimeInMs + LATE_MS, asked).catch((error: unknown) => {
      wire.close();
      throw error;
    });
    if (isOver()) return;
    const code = codeOf(answer.errorCode);
    if (code !== undefined) {
      if (!SESSION_GONE.has(code)) throw new KafkaTrouble(code, false, wire.broker);
      session.reset();
      return;
    }
    session.answered(answer);
    const room: Room = { left: RESPONSE_LIMIT };
    for (const one of answer.partitions) {
      if (one.errorCode === 0) await this.take(one, offsets, room, isOver);
      if (isOver()) return;
    }
    this.listener.fetched();
    for (const { errorCode } of answer.partitions) this.refused(codeOf(errorCode), wire);
  }

  private refused(code: string | undefined, { broker }: Wire): void {
    if (code === 'OFFSET_OUT_OF_RANGE') this.on.outOfRange();
    else if (code !== undefined) throw new KafkaTrouble(code, false, broker);
  }

  private async take(
    { partition, bytes, high }: FetchedPartition,
    offsets: ReadonlyMap<number, bigint>,
    room: Room,
    isOver: () => boolean,
  ): Promise<void> {
    const place = this.places.get(partition);
    const from = offsets.get(partition);
    const isMoved = (): boolean => isOver() || place?.offset !== from;
    if (place === undefined || from === undefined || isMoved()) return;
    const read = bytes ? await readBatches(bytes, high, BATCH_LIMIT, room) : [];
    const last = read.at(-1);
    if (isMoved() || (last === undefined && high === place.high)) return;
    const next = last === undefined ? from : BigInt(last.offset) + 1n;
    const messages = read.filter((message) => !message.isControlRecord);
    // What is not wanted is fetched again once it is.
    if (!this.listener.received({ partition, messages, high, next })) place.held = true;
    else {
      place.offset = next;
      place.high = high;
    }
  }
}
