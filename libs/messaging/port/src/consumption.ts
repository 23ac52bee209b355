import { MAX_BUDGET_MS } from '@ssbtek/core';
import { attempt } from './attempts';
import type { BusEvents, ConsumeOptions, Consumption, Incoming, MessageBus } from './bus';
import type { Driver, PartitionBounds } from './driver';
import { Flow } from './flow';
import { PartitionLedger } from './ledger';
import { LetterBudget } from './letter-budget';
import { settledWithin } from '@ssbtek/patience';

const COMMIT_EVERY_MS = 250;
const STOP_TIMEOUT_MS = 30_000;
/** How long a stop keeps partitions that nobody reads, if what is in flight can be finished without them. */
const FINISH_FIRST_MS = 1000;
const MAX_TRIES = 3;

/** One partition of the present assignment. */
interface Share {
  readonly partition: number;
  readonly ledger: PartitionLedger;
  /** End of the partition as last heard of. */
  high: bigint;
  /** Since when, in the broker's clock, what has not been read is known to stand there: while there is any. */
  unreadSince: number;
  /** Where reading has caught up; undefined before the look-up and after the event. */
  catchUpAt: bigint | undefined;
  /** The handler has been given everything below. */
  handed: bigint;
  /** What the handler must have been given before reading counts as caught up. */
  mustHand: bigint;
}

interface Held {
  readonly message: Incoming;
  readonly share: Share;
  /** Of the value as it was read. */
  readonly bytes: number;
}

const hasUnread = ({ ledger, high }: Share): boolean => (ledger.position ?? high) < high;

/** What a consumption needs from its bus. */
export interface ConsumptionDeps {
  readonly bus: Pick<MessageBus, 'publish' | 'connected' | 'clock'>;
  readonly events: BusEvents;
  readonly driver: Driver;
}

/**
 * Concurrency above partition order (architecture 5), the same over every broker. A driver reports what
 * happens by the methods from {@link assigned} to {@link died} and does what {@link Driver} says.
 */
export class ConsumptionCore implements Consumption {
  private readonly shares = new Map<number, Share>();
  private readonly flow: Flow<Held>;
  private readonly letters = new LetterBudget();
  private commitTimer: NodeJS.Timeout | undefined;
  private committing: Promise<void> = Promise.resolve();
  private state: 'reading' | 'stopping' | 'over' = 'reading';
  private stopped: Promise<void> | undefined;
  private joined = false;
  private crashed = false;

  constructor(
    private readonly options: ConsumeOptions,
    private readonly deps: ConsumptionDeps,
  ) {
    const cap = { count: options.maxInFlight, bytes: options.maxBytesInFlight ?? Infinity };
    this.flow = new Flow(cap, (held) => this.handle(held), deps.driver);
  }

  ready(): boolean {
    if (!this.joined || this.state !== 'reading') return false;
    // Whatever is in flight should have been over by now.
    if (this.flow.pausedMs > MAX_BUDGET_MS) return false;
    return [...this.shares.values()].every(({ ledger }) => ledger.isAttached);
  }

  alive(): boolean {
    return !this.crashed;
  }

  inFlight(): number {
    return this.flow.inFlight;
  }

  bytesInFlight(): number {
    return this.flow.bytes;
  }

  lag(): number {
    let lag = 0;
    for (const { ledger, high } of this.shares.values()) {
      const unread = high - (ledger.position ?? high);
      lag += Number(unread > 0n ? unread : 0n) + ledger.unfinished;
    }
    return lag;
  }

  partitions(): number {
    return [...this.shares.values()].filter(({ ledger }) => ledger.isAttached).length;
  }

  oldestMs(): number {
    const since = [...this.shares.values()].map((share) =>
      Math.min(share.ledger.oldestAppendedAt ?? Infinity, hasUnread(share) ? share.unreadSince : Infinity),
    );
    const oldest = Math.min(...since, Infinity);
    return oldest === Infinity ? 0 : Math.max(0, this.deps.bus.clock.now() - oldest);
  }

  stop(timeoutMs = STOP_TIMEOUT_MS): Promise<void> {
    this.stopped ??= this.leave(timeoutMs);
    return this.stopped;
  }

  /** Drops everything at once, without a commit: what a crash of the process would do. */
  end(): void {
    this.state = 'over';
    clearTimeout(this.commitTimer);
    void this.flow.drain();
    for (const share of [...this.shares.values()]) this.lose(share);
  }

  /** Reading is held back at the cap: what the driver knows of the end of its partitions grows old. */
  get isPaused(): boolean {
    return this.flow.isPaused;
  }

  /** The assignment as it is from now on; {@link attached} follows for each partition. */
  assigned(partitions: readonly number[]): void {
    for (const share of [...this.shares.values()])
      if (!partitions.includes(share.partition)) this.lose(share);
    this.flow.keep(({ share }) => !share.ledger.isLost);
    for (const partition of partitions) {
      const share = this.shares.get(partition) ?? {
        partition,
        ledger: new PartitionLedger(),
        high: 0n,
        unreadSince: 0,
        catchUpAt: undefined,
        handed: 0n,
        mustHand: 0n,
      };
      share.ledger.detach();
      share.catchUpAt = undefined;
      this.shares.set(partition, share);
      this.options.onPartition?.({ type: 'assigned', partition });
    }
    this.joined = false;
    this.flow.thaw();
    this.flow.pump();
  }

  /** The assignment is about to change: commits what may be, and begins nothing that somebody else may get. */
  rebalancing(): void {
    if (this.options.finishesBegun) this.flow.freeze();
    void this.commitNow(this.options.finishesBegun);
  }

  /** The look-up for an assigned partition. Returns the offset to read from. */
  attached(partition: number, bounds: PartitionBounds): bigint {
    const share = this.shares.get(partition);
    if (!share) return bounds.high;
    if (!hasUnread(share)) share.unreadSince = this.deps.bus.clock.now();
    const start = share.ledger.attach(bounds, this.options.from ?? 'earliest');
    // The log is a new one: what was handed out before says nothing about it.
    if (start < share.handed) share.handed = share.mustHand = start;
    share.high = bounds.high;
    share.catchUpAt = bounds.high;
    this.caughtUp(share);
    this.commitSoon();
    return start;
  }

  /**
   * Every assigned partition is being fetched. A rebalance that was announced is over then, even if it ended without a
   * new assignment: members that cannot reach their coordinator give up joining, and go on as they were.
   */
  fetching(): void {
    this.joined = true;
    if (!this.flow.isFrozen) return;
    this.flow.thaw();
    this.flow.pump();
  }

  /**
   * Messages of one partition, ascending. Those taken before are suppressed.
   * @param next where reading goes on, when offsets without messages were passed over
   */
  received(partition: number, messages: readonly Incoming[], high: bigint, next?: bigint): void {
    const share = this.shares.get(partition);
    if (!share || this.state !== 'reading') return;
    this.sawEnd(partition, high);
    for (const message of messages) {
      if (!share.ledger.take(message)) continue;
      // What follows was not appended before it.
      share.unreadSince = message.appendedAt;
      if (share.catchUpAt === undefined || message.offset < share.catchUpAt)
        share.mustHand = message.offset + 1n;
      this.flow.add({ message, share, bytes: message.value.length });
    }
    if (next !== undefined) this.passed(share, next);
    this.flow.pump();
    this.caughtUp(share);
  }

  sawEnd(partition: number, high: bigint): void {
    const share = this.shares.get(partition);
    if (!share || high <= share.high) return;
    if (!hasUnread(share)) share.unreadSince = this.deps.bus.clock.now();
    share.high = high;
  }

  /** The membership is in doubt (connection lost): keep what is known, commit nothing. */
  detached(): void {
    this.joined = false;
    for (const { ledger } of this.shares.values()) ledger.detach();
  }

  /** Only a new process helps; `false` takes it back when reading has recovered after all. */
  died(dead = true): void {
    this.crashed = dead;
  }

  /**
   * Commits every low watermark that moved; with `handOver` what is begun as well, because it will be finished here.
   * Never rejects: the next commit tries again.
   */
  commitNow(handOver = false): Promise<void> {
    this.committing = this.committing.then(() => this.commit(handOver));
    return this.committing;
  }

  private async handle({ message, share }: Held): Promise<void> {
    const { ledger } = share;
    share.handed = message.offset + 1n;
    this.caughtUp(share);
    const { group, handler, maxTries = MAX_TRIES } = this.options;
    const { bus, events } = this.deps;
    const { letters } = this;
    const abandoned = (): boolean => ledger.isLost || this.state === 'over';
    await attempt(message, { group, handler, maxTries, bus, events, letters, abandoned });
    if (!abandoned()) {
      ledger.finish(message.offset);
      this.commitSoon();
    }
  }

  private passed({ ledger }: Share, next: bigint): void {
    const before = ledger.position;
    ledger.pass(next);
    if (ledger.position !== before) this.commitSoon();
  }

  private caughtUp(share: Share): void {
    const { catchUpAt, ledger, partition, handed, mustHand } = share;
    if (catchUpAt === undefined || (ledger.position ?? 0n) < catchUpAt || handed < mustHand) return;
    share.catchUpAt = undefined;
    this.options.onPartition?.({ type: 'caught-up', partition });
  }

  private async leave(timeoutMs: number): Promise<void> {
    if (this.state !== 'reading') return;
    this.state = 'stopping';
    const { finishesBegun = false } = this.options;
    const until = performance.now() + timeoutMs;
    const drained = this.flow.drain();
    await settledWithin(drained, finishesBegun ? Math.min(timeoutMs, FINISH_FIRST_MS) : timeoutMs);
    await this.commitNow(finishesBegun);
    this.end();
    await this.deps.driver.close();
    if (finishesBegun) await settledWithin(drained, until - performance.now());
  }

  private lose({ partition, ledger }: Share): void {
    this.shares.delete(partition);
    ledger.lose();
    this.options.onPartition?.({ type: 'revoked', partition });
  }

  private commitSoon(): void {
    if (this.options.commit === false || this.commitTimer || this.state !== 'reading') return;
    this.commitTimer = setTimeout(() => {
      this.commitTimer = undefined;
      void this.commitNow();
    }, COMMIT_EVERY_MS);
  }

  private async commit(handOver: boolean): Promise<void> {
    if (this.options.commit === false) return;
    const due = [...this.shares.values()].flatMap(({ partition, ledger, handed }) => {
      const offset = handOver ? ledger.handOver(handed) : ledger.committable();
      return offset === undefined ? [] : [{ partition, ledger, offset }];
    });
    if (due.length === 0) return;
    try {
      await this.deps.driver.commit(new Map(due.map(({ partition, offset }) => [partition, offset])));
      for (const { ledger, offset } of due) ledger.wasCommitted(offset);
    } catch {
      // A rebalance or an absent broker; the offsets stay due and the next commit carries them.
      this.commitSoon();
    }
  }
}
