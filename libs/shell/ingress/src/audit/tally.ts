import type { TurnedAwayContent } from '@ssbtek/audit';

const LOOK_EVERY_MS = 1000;
/** Of an ISO time, up to the minute. */
const MINUTE_CHARACTERS = 'YYYY-MM-DDTHH:MM'.length;

const minuteAt = (now: number): string => `${new Date(now).toISOString().slice(0, MINUTE_CHARACTERS)}Z`;

/** Counts by reason and minute; each sum is told once, when its minute is over or at the end. */
export class Tally {
  private readonly counts = new Map<string, number>();
  private minute = '';
  private readonly timer: NodeJS.Timeout;

  /** @param now ms since 1970 */
  constructor(
    private readonly tell: (sum: TurnedAwayContent) => void,
    private readonly now: () => number = Date.now,
  ) {
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS).unref();
  }

  /** One more. Reasons are few: words of ours. */
  add(reason: string): void {
    this.look();
    this.counts.set(reason, (this.counts.get(reason) ?? 0) + 1);
  }

  close(): void {
    clearInterval(this.timer);
    this.flush();
  }

  private look(): void {
    const minute = minuteAt(this.now());
    if (minute === this.minute) return;
    this.flush();
    this.minute = minute;
  }

  private flush(): void {
    for (const [reason, count] of this.counts)
      this.tell({ kind: 'turned-away', reason, count, minute: this.minute });
    this.counts.clear();
  }
}
