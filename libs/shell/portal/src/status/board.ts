import {
  joinStatus,
  STATUS_GONE_MS,
  STATUS_HISTORY_MS,
  type HeardStatus,
  type JoinedStatus,
} from '@ssbtek/core';
import { readStatus, type Incoming } from '@ssbtek/messaging';
import type { Status } from '@ssbtek/portal-pages';

/** Workers of one agency that are remembered, at most: those heard of last. */
const MOST_WORKERS = 32;
/** What was joined so lately is not joined again as long as nothing is heard, ms. */
const SAME_MS = 500;

/** Clocks: the broker's as the bus knows it, and one that never jumps. */
export interface BoardClocks {
  readonly broker: () => number;
  readonly local: () => number;
}

/** What the workers have said, and what it comes to. It remembers the last word of each: histories are in there. */
export class StatusBoard {
  private readonly heard = new Map<string, HeardStatus>();
  private newest = -Infinity;
  /** The last message that came as it was written: from then on it is known what the broker's clock shows. */
  private live: { readonly at: number; readonly local: number } | undefined;
  private caughtUp = false;
  private joined: { readonly status: Status; readonly local: number } | undefined;

  /** @param koder agencies that there are: what is said of others is passed over */
  constructor(
    private readonly koder: readonly string[],
    private readonly clocks: BoardClocks,
  ) {}

  /** Takes what a worker says; what is none, or of nobody we know, is passed over. */
  take(message: Incoming): boolean {
    const status = readStatus(message);
    if (!status || !this.koder.includes(status.kod)) return false;
    const { appendedAt: at } = message;
    const before = this.heard.get(message.key);
    // Who has said that it ends says no more: what comes later was written before.
    if (before && (before.status.leaving || before.at > at)) return false;
    this.newest = Math.max(this.newest, at);
    if (this.caughtUp) this.live = { at, local: this.clocks.local() };
    this.heard.delete(message.key);
    this.heard.set(message.key, { status, at });
    this.forget(status.kod);
    this.joined = undefined;
    return true;
  }

  /** Everything that was written before we began has been taken. */
  isCaughtUp(): void {
    this.caughtUp = true;
  }

  /** How the agencies are now. The same object as long as nothing has been heard, and only for a moment. */
  status(): Status {
    const local = this.clocks.local();
    if (this.joined && local - this.joined.local < SAME_MS) return this.joined.status;
    const at = Math.floor(this.now(local));
    const all = [...this.heard.values()];
    const agencies = this.koder.map((kod): JoinedStatus =>
      joinStatus(
        kod,
        all.filter(({ status }) => status.kod === kod),
        at,
      ),
    );
    const status = { at, agencies };
    this.joined = { status, local };
    return status;
  }

  /**
   * The broker's clock. Who only reads never learns it from what it writes, and the clock of this machine may be wrong by
   * more than a worker may be silent: each message tells it anew.
   */
  private now(local: number): number {
    const now = this.live ? this.live.at + (local - this.live.local) : this.clocks.broker();
    return Math.max(now, this.newest);
  }

  private forget(kod: string): void {
    const old = this.newest - STATUS_HISTORY_MS - STATUS_GONE_MS;
    for (const [key, { at }] of this.heard) if (at < old) this.heard.delete(key);
    // In the order in which they were heard of.
    const same = [...this.heard].filter(([, { status }]) => status.kod === kod);
    for (const [key] of same.slice(0, Math.max(0, same.length - MOST_WORKERS))) this.heard.delete(key);
  }
}
