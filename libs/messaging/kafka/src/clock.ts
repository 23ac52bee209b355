import type { BrokerClock } from '@ssbtek/messaging';

/** Clocks drift apart by at most this share of the time since they were compared. */
const MAX_DRIFT = 1e-4;
/** Append times are whole milliseconds. */
const RESOLUTION_MS = 1;

/**
 * The broker's clock as seen from here. An append happened between sending and acknowledgement, so each
 * acknowledgement bounds the difference of the clocks from both sides; the bounds of many narrow it. Local time is
 * monotonic: a pod's clock may be wrong, or be set, without any effect.
 */
export class LearnedClock implements BrokerClock {
  /** Broker time minus local time lies between these. */
  private least = -Infinity;
  private most = Infinity;
  private comparedAt = 0;

  /**
   * @param local monotonic milliseconds
   * @param unlearned used until the first comparison
   */
  constructor(
    private readonly local: () => number = () => performance.now(),
    private readonly unlearned: () => number = () => Date.now(),
  ) {}

  now(): number {
    return this.least === -Infinity ? this.unlearned() : this.local() + (this.least + this.most) / 2;
  }

  /** Local time, for {@link compare}. */
  read(): number {
    return this.local();
  }

  /** A message sent and acknowledged at these local times was appended at this time of the broker. */
  compare(sentAt: number, acknowledgedAt: number, appendedAt: number): void {
    const widened = Math.max(0, acknowledgedAt - this.comparedAt) * MAX_DRIFT;
    const least = appendedAt - acknowledgedAt;
    const most = appendedAt + RESOLUTION_MS - sentAt;
    const overlap = {
      least: Math.max(least, this.least - widened),
      most: Math.min(most, this.most + widened),
    };
    // No overlap: one of the clocks was set. What was learned before is worth nothing.
    const use = overlap.least <= overlap.most ? overlap : { least, most };
    this.least = use.least;
    this.most = use.most;
    this.comparedAt = acknowledgedAt;
  }
}
