import type { Closing } from '@ssbtek/core';
import {
  BusUnavailable,
  EVENT,
  eventType,
  readRouting,
  type Incoming,
  type MeshCodec,
  type MessageBus,
  type PartitionEvent,
  type Routing,
} from '@ssbtek/messaging';
import type { Telemetry } from '@ssbtek/telemetry';
import { JoinTable, type JoinTiming } from './join-table';

/** How often deadlines are looked at: the resolution of a composite's lateness. */
const TICK_MS = 20;
/** A composite later than this share of its budget finds nobody waiting any more. */
const USEFUL_SHARE = 1.1;
const RESEND_MS = 200;

/** Joins announcements and partial replies into composites. */
export class Aggregator {
  private readonly joins: JoinTable;
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly bus: MessageBus,
    private readonly codec: MeshCodec,
    private readonly telemetry: Telemetry,
  ) {
    const { metrics } = telemetry;
    this.joins = new JoinTable({
      clock: bus.clock,
      send: (closing, routing, timing) => this.send(closing, routing, timing),
      unused: (agency, why) => metrics.count(`${why}_replies_total`, { agency }),
    });
    metrics.gaugeFrom('joins_open', () => [{ value: this.joins.open }]);
    metrics.gaugeFrom('joins_oldest_seconds', () => [
      { value: this.secondsSince(this.joins.oldestOpenedAt ?? Infinity) },
    ]);
    this.timer = setInterval(() => this.joins.tick(), TICK_MS);
  }

  /** One message of the reply topic; done when its join is over. Unknown event types are not ours to handle. */
  async handle(message: Incoming): Promise<void> {
    const type = eventType(message);
    if (type !== EVENT.opened && type !== EVENT.partial) return;
    const routing = readRouting(message);
    const { partition, appendedAt } = message;
    if (type === EVENT.opened) return this.joins.opened(routing, partition, appendedAt);
    this.telemetry.metrics.observe('hop_duration_seconds', this.secondsSince(appendedAt), { hop: 'reply' });
    return this.joins.reply(this.codec.readPartial(message), routing, partition, appendedAt);
  }

  /** Partitions of the reply topic come and go. */
  partition(event: PartitionEvent): void {
    this.joins.partition(event);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async send(closing: Closing, routing: Routing, timing: JoinTiming): Promise<void> {
    const { metrics, log } = this.telemetry;
    const { composite, reason, absent } = closing;
    const { inquiryId } = composite;
    metrics.count('joins_closed_total', { reason });
    metrics.observe('join_duration_seconds', this.secondsSince(timing.openedAt), { reason });
    metrics.observe(
      'deadline_remaining_seconds',
      Math.max(0, timing.deadlineMs - this.bus.clock.now()) / 1000,
      { hop: 'join' },
    );
    if (absent.length > 0)
      log.warn('join closed at its deadline', { inquiryId, count: absent.length, agency: absent.join(',') });
    const message = this.codec.composite(composite, routing);
    const usefulUntil = timing.openedAt + routing.budgetMs * USEFUL_SHARE;
    while (this.bus.clock.now() < usefulUntil) {
      try {
        await this.bus.publish([message]);
        return;
      } catch (error) {
        if (!(error instanceof BusUnavailable)) throw error;
        await new Promise((resolve) => setTimeout(resolve, RESEND_MS));
      }
    }
    log.error('composite could not be sent before anybody stopped waiting', { inquiryId });
  }

  private secondsSince(brokerMs: number): number {
    return Math.max(0, this.bus.clock.now() - brokerMs) / 1000;
  }
}
