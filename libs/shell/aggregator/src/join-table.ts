import {
  ByteBudget,
  emptyJoin,
  failed,
  giveUp,
  open,
  reply,
  tick,
  type Closing,
  type Decision,
  type Join,
  type PartialReply,
} from '@ssbtek/core';
import { deadlineOf, type BrokerClock, type PartitionEvent, type Routing } from '@ssbtek/messaging';
import { HeldReplies, JoinHolding, type Holder } from './held-replies';
import { usefulUntil } from './useful';

/** What the table needs from outside. */
export interface JoinTableDeps {
  readonly clock: BrokerClock;
  /** Bytes of replies that may be held. */
  readonly maxBytes: number;
  /** There was no room for an agency's answer. */
  readonly noRoom: (kod: string, inquiryId: string) => void;
  /** Sends a composite; resolves when it is acknowledged or can no longer be of use. */
  readonly send: (closing: Closing, opened: OpenedJoin) => Promise<void>;
  /** A reply that was not used: label of the counters. */
  readonly unused: (kod: string, why: 'late' | 'duplicate' | 'orphan') => void;
}

/** When things happened, in the broker's time (ms). */
export interface JoinTiming {
  readonly openedAt: number;
  readonly deadlineMs: number;
}

/** What is known of a join besides its content. */
export interface OpenedJoin {
  readonly routing: Routing;
  readonly timing: JoinTiming;
  readonly partition: number;
  /** Trace contexts of the replies it took. */
  readonly replies: ReadonlyArray<string | undefined>;
}

interface Entry extends Holder {
  join: Join;
  readonly partition: number;
  /** When a join without announcement, or a closed one, is forgotten. */
  forgetAtMs: number;
  /** From then on nobody waits for it: no replay is waited for either. */
  readonly usefulUntilMs: number;
  opened?: Pick<OpenedJoin, 'routing' | 'timing'>;
  readonly replies: Array<string | undefined>;
  /** Settles when the join is over: until then its messages hold the low watermark. */
  readonly over: PromiseWithResolvers<void>;
}

/**
 * Open joins of this replica. The rules are core's; this holds the map, the time and the promises that keep a
 * join's messages uncommitted until its composite is out, so that a restart replays exactly the open joins.
 */
export class JoinTable {
  /** Not closed yet: few, and looked at on every tick. */
  private readonly entries = new Map<string, Entry>();
  /** Closed, in the order of their closing: kept for a while to tell late replies from orphans. */
  private readonly closed = new Map<string, Entry>();
  private readonly replaying = new Set<number>();
  private openCount = 0;
  /** No join that is not closed is due before this, broker time: a lower bound, so that nobody has to look. */
  private dueAtMs = Infinity;
  private readonly held: HeldReplies;

  constructor(private readonly deps: JoinTableDeps) {
    this.held = new HeldReplies(new ByteBudget(deps.maxBytes), () => this.entries.values());
  }

  /** Bytes of the replies that are held, and of composites that are being sent. */
  get bytes(): number {
    return this.held.bytes;
  }

  /** Announced joins that are not closed. */
  get open(): number {
    return this.openCount;
  }

  /** When the oldest open join was announced, ms in the broker's clock; undefined when none is open. */
  get oldestOpenedAt(): number | undefined {
    let oldest: number | undefined;
    for (const { opened: { timing } = {} } of this.entries.values())
      if (timing && timing.openedAt < (oldest ?? Infinity)) oldest = timing.openedAt;
    return oldest;
  }

  /** The announcement. Resolves when the join is over. */
  opened(routing: Routing, partition: number, appendedAt: number): Promise<void> {
    const deadlineMs = deadlineOf({ appendedAt }, routing);
    const entry = this.entry(routing, partition, appendedAt);
    if (entry.opened || entry.join.closed) return entry.over.promise;
    const timing = { openedAt: appendedAt, deadlineMs };
    entry.opened = { routing, timing };
    this.dueAtMs = Math.min(this.dueAtMs, deadlineMs);
    this.openCount += 1;
    const { inquiryId, agencies: expected } = routing;
    this.apply(entry, open(entry.join, { inquiryId, expected, deadlineMs: timing.deadlineMs }));
    return entry.over.promise;
  }

  /** A partial reply of so many bytes. Resolves at once when it is not used, else when its join is over. */
  reply(
    partial: PartialReply,
    bytes: number,
    { routing, partition, appendedAt }: { routing: Routing; partition: number; appendedAt: number },
  ): Promise<void> {
    const entry = this.entry({ ...routing, inquiryId: partial.inquiryId }, partition, appendedAt);
    const { verdict } = reply(entry.join, partial);
    if (verdict === 'accepted' || verdict === 'early') {
      entry.replies.push(routing.traceparent);
      const kept = this.keep(entry, partial, bytes);
      this.apply(entry, reply(entry.join, kept));
      return entry.over.promise;
    }
    this.deps.unused(partial.kod, verdict === 'unexpected' ? 'orphan' : verdict);
    return Promise.resolve();
  }

  /**
   * How long {@link tick} has nothing to do, ms, by the clock as it is now; what is closed does not count, somebody
   * only has to come by. Undefined while nothing is held at all.
   */
  idleMs(): number | undefined {
    if (this.entries.size > 0) return this.dueAtMs - this.deps.clock.now();
    return this.closed.size > 0 ? Infinity : undefined;
  }

  /**
   * Time passes. Joins of partitions still being replayed wait, as long as somebody waits for them: their messages hold
   * back reading when there are many, and what would be read is what they wait for.
   */
  tick(): void {
    const now = this.deps.clock.now();
    if (now >= this.dueAtMs) this.closeDue(now);
    for (const [inquiryId, { forgetAtMs }] of this.closed) {
      if (now < forgetAtMs) break;
      this.closed.delete(inquiryId);
    }
  }

  /** Partitions come and go: replay holds time still, a lost partition's joins belong to somebody else. */
  partition({ type, partition }: PartitionEvent): void {
    if (type === 'assigned') this.replaying.add(partition);
    else this.replaying.delete(partition);
    if (type === 'revoked') this.drop(partition);
  }

  private closeDue(now: number): void {
    for (const [inquiryId, entry] of this.entries) {
      if (this.replaying.has(entry.partition) && now < entry.usefulUntilMs) continue;
      if (entry.opened) this.apply(entry, tick(entry.join, now));
      else if (now >= entry.forgetAtMs) this.orphaned(inquiryId, entry);
    }
    this.dueAtMs = Infinity;
    for (const { opened, forgetAtMs } of this.entries.values())
      this.dueAtMs = Math.min(this.dueAtMs, opened?.timing.deadlineMs ?? forgetAtMs);
  }

  /** The reply as it is kept: a failure when there is no room for it. */
  private keep({ holding }: Entry, partial: PartialReply, bytes: number): PartialReply {
    const { kod, inquiryId } = partial;
    if (this.held.makeRoom(bytes)) {
      this.held.hold(holding, kod, bytes);
      return partial;
    }
    this.deps.noRoom(kod, inquiryId);
    return { kod, inquiryId, outcome: failed({ kind: 'overload' }) };
  }

  private entry(routing: Routing, partition: number, appendedAt: number): Entry {
    const { inquiryId } = routing;
    const known = this.entries.get(inquiryId) ?? this.closed.get(inquiryId);
    if (known) return known;
    const deadlineMs = deadlineOf({ appendedAt }, routing);
    const entry: Entry = {
      join: emptyJoin(inquiryId),
      partition,
      replies: [],
      forgetAtMs: deadlineMs,
      usefulUntilMs: usefulUntil(appendedAt, routing),
      over: Promise.withResolvers<void>(),
      holding: new JoinHolding(),
      letGoOf: (kod) => {
        entry.join = giveUp(entry.join, kod);
        this.deps.noRoom(kod, inquiryId);
      },
    };
    this.entries.set(inquiryId, entry);
    this.dueAtMs = Math.min(this.dueAtMs, deadlineMs);
    return entry;
  }

  private apply(entry: Entry, { join, closing }: Decision<unknown>): void {
    entry.join = join;
    if (!closing || !entry.opened) return;
    const { opened, partition, replies } = entry;
    const { routing } = opened;
    this.openCount -= 1;
    entry.forgetAtMs = this.deps.clock.now() + routing.budgetMs;
    this.entries.delete(routing.inquiryId);
    this.closed.set(routing.inquiryId, entry);
    this.deps
      .send(closing, { ...opened, partition, replies })
      .finally(() => this.held.release(entry.holding))
      .then(entry.over.resolve, entry.over.reject);
  }

  private orphaned(inquiryId: string, entry: Entry): void {
    this.entries.delete(inquiryId);
    for (const kod of entry.join.outcomes.keys()) this.deps.unused(kod, 'orphan');
    this.held.release(entry.holding);
    entry.over.resolve();
  }

  private drop(partition: number): void {
    for (const [inquiryId, entry] of this.closed)
      if (entry.partition === partition) this.closed.delete(inquiryId);
    for (const [inquiryId, entry] of this.entries) {
      if (entry.partition !== partition) continue;
      this.entries.delete(inquiryId);
      if (entry.opened) this.openCount -= 1;
      this.held.release(entry.holding);
      entry.over.resolve();
    }
  }
}
