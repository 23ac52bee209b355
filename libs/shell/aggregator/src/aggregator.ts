import type { Closing, Composite } from '@ssbtek/core';
import {
  AGGREGATOR_GROUP,
  ANSWER_TOPIC,
  BusUnavailable,
  EVENT,
  REPLY_TOPIC,
  eventType,
  readRouting,
  type Incoming,
  type MeshCodec,
  type MessageBus,
  type PartitionEvent,
} from '@ssbtek/messaging';
import { tracedRouting, writtenTo } from '@ssbtek/shell-transport';
import type { Span, Telemetry } from '@ssbtek/telemetry';
import { JoinTable, type JoinTiming, type OpenedJoin } from './join-table';

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
      send: (closing, opened) => this.send(closing, opened),
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

  private async send(closing: Closing, opened: OpenedJoin): Promise<void> {
    const { composite, reason, absent } = closing;
    const { inquiryId } = composite;
    const span = this.begin(closing, opened);
    const { traceId } = span;
    this.account(closing, opened.timing, traceId);
    const { log } = this.telemetry;
    if (absent.length > 0) {
      const fields = { inquiryId, traceId, count: absent.length, agency: absent.join(',') };
      log.warn('join closed at its deadline', fields);
    }
    const sent = await this.publish(composite, opened, span);
    if (!sent)
      log.error('composite could not be sent before anybody stopped waiting', { inquiryId, traceId });
    span.end(sent ? (reason === 'deadline' ? reason : undefined) : 'bus-unavailable');
  }

  /** The span of a join is made when it closes: one that moves to another replica in between has its span there. */
  private begin(
    { composite, reason }: Closing,
    { routing, timing, partition, replies }: OpenedJoin,
  ): Span<'join'> {
    const attributes = {
      ...writtenTo(REPLY_TOPIC, composite.inquiryId),
      'messaging.consumer.group.name': AGGREGATOR_GROUP,
      'messaging.destination.partition.id': String(partition),
      'messaging.batch.message_count': replies.length + 1,
      'ssbtek.join.reason': reason,
    };
    const origin = {
      parent: routing.traceparent,
      links: [routing.traceparent, ...replies],
      begunMsAgo: this.secondsSince(timing.openedAt) * 1000,
    };
    return this.telemetry.tracer.start('join', attributes, origin);
  }

  private account({ reason }: Closing, timing: JoinTiming, traceId: string | undefined): void {
    const { metrics } = this.telemetry;
    metrics.count('joins_closed_total', { reason });
    metrics.observe('join_duration_seconds', this.secondsSince(timing.openedAt), { reason }, traceId);
    const leftMs = Math.max(0, timing.deadlineMs - this.bus.clock.now());
    metrics.observe('deadline_remaining_seconds', leftMs / 1000, { hop: 'join' });
  }

  /** False when nobody can be waiting any more. */
  private async publish(
    composite: Composite,
    { routing, timing }: OpenedJoin,
    parent: Span,
  ): Promise<boolean> {
    const about = writtenTo(ANSWER_TOPIC, composite.inquiryId);
    const span = this.telemetry.tracer.start('send', about, { parent });
    const message = this.codec.composite(composite, tracedRouting(routing, span));
    const usefulUntil = timing.openedAt + routing.budgetMs * USEFUL_SHARE;
    while (this.bus.clock.now() < usefulUntil) {
      try {
        await this.bus.publish([message]);
        span.end();
        return true;
      } catch (error) {
        if (!(error instanceof BusUnavailable)) {
          span.end('message-refused');
          parent.end('message-refused');
          throw error;
        }
        await new Promise((resolve) => setTimeout(resolve, RESEND_MS));
      }
    }
    span.end('bus-unavailable');
    return false;
  }

  private secondsSince(brokerMs: number): number {
    return Math.max(0, this.bus.clock.now() - brokerMs) / 1000;
  }
}
