import type { Closing } from '@ssbtek/core';
import {
  AGGREGATOR_GROUP,
  EVENT,
  REPLY_TOPIC,
  checkTimely,
  eventType,
  isStale,
  letGo,
  readRouting,
  type Incoming,
  type MeshCodec,
  type MessageBus,
  type PartitionEvent,
} from '@ssbtek/messaging';
import { writtenTo } from '@ssbtek/shell-transport';
import { countFromZero, type LogFields, type Span, type Telemetry } from '@ssbtek/telemetry';
import { JoinTable, type JoinTiming, type OpenedJoin } from './join-table';
import { sendComposite } from './send-composite';
import { Ticks } from './ticks';

/** What a reply costs besides its bytes. */
const OVERHEAD_BYTES = 1024;

/** Joins announcements and partial replies into composites. */
export class Aggregator {
  private readonly joins: JoinTable;
  private readonly ticks: Ticks;
  private readonly known = new Set<string>();

  constructor(
    private readonly bus: MessageBus,
    private readonly codec: MeshCodec,
    private readonly telemetry: Telemetry,
    maxBytes: number,
  ) {
    const { metrics } = telemetry;
    this.joins = new JoinTable({
      clock: bus.clock,
      maxBytes,
      noRoom: (agency, inquiryId) => this.dropped(agency, inquiryId, 'no-room'),
      send: (closing, opened) => this.send(closing, opened),
      unused: (agency, why) => metrics.count(`${why}_replies_total`, { agency }),
    });
    metrics.gaugeFrom('joins_open', () => [{ value: this.joins.open }]);
    countFromZero(metrics, 'joins_closed_total');
    const labels = { holder: 'aggregator' };
    metrics.gaugeFrom('held_bytes', () => [{ value: this.joins.bytes, labels }]);
    metrics.gauge('held_bytes_limit', maxBytes, labels);
    metrics.gaugeFrom('joins_oldest_seconds', () => [
      { value: this.secondsSince(this.joins.oldestOpenedAt ?? Infinity) },
    ]);
    this.ticks = new Ticks(
      () => this.joins.idleMs(),
      () => this.joins.tick(),
    );
  }

  /** One message of the reply topic; done when its join is over. Unknown event types are not ours to handle. */
  async handle(message: Incoming): Promise<void> {
    const type = eventType(message);
    if (type !== EVENT.opened && type !== EVENT.partial) return;
    const routing = readRouting(message);
    const { partition, appendedAt } = message;
    const { metrics } = this.telemetry;
    if (type === EVENT.opened) {
      this.codec.readOpened(message);
      checkTimely(message, routing);
      this.beginAtZero(routing.agencies);
      return this.planned(this.joins.opened(routing, partition, appendedAt));
    }
    metrics.observe('hop_duration_seconds', this.secondsSince(appendedAt), { hop: 'reply' });
    const bytes = message.value.length + OVERHEAD_BYTES;
    const partial = this.codec.readPartial(message);
    // No join can want it: nothing of it is kept. A worker may write so late, so it is no dead letter.
    if (isStale(message, routing)) return metrics.count('late_replies_total', { agency: partial.kod });
    checkTimely(message, routing);
    letGo(message);
    return this.planned(this.joins.reply(partial, bytes, { routing, partition, appendedAt }));
  }

  /** The first reply that is of no use is to be seen as an increase; which agencies there are, questions tell. */
  private beginAtZero(agencies: readonly string[]): void {
    for (const agency of agencies.filter((one) => !this.known.has(one))) {
      this.known.add(agency);
      for (const why of ['late', 'duplicate', 'orphan'] as const)
        this.telemetry.metrics.count(`${why}_replies_total`, { agency }, 0);
    }
  }

  /** Partitions of the reply topic come and go. */
  partition(event: PartitionEvent): void {
    this.joins.partition(event);
  }

  stop(): void {
    this.ticks.stop();
  }

  /** What has just come in is seen when it is due. */
  private planned(over: Promise<void>): Promise<void> {
    this.ticks.plan();
    return over;
  }

  /** What happens before the first wait sees the composite; nothing behind it does. */
  private send(closing: Closing, opened: OpenedJoin): Promise<void> {
    const { composite, reason, absent } = closing;
    const { inquiryId } = composite;
    const span = this.begin(closing, opened);
    const { traceId } = span;
    this.account(closing, opened.timing, traceId);
    if (absent.length > 0) {
      const fields = { inquiryId, traceId, count: absent.length, agency: absent.join(',') };
      this.telemetry.log.warn('join closed at its deadline', fields);
    }
    const { bus, codec, telemetry } = this;
    const dropped = (kod: string): void => this.dropped(kod, inquiryId, 'too-large');
    const sending = sendComposite(composite, opened, span, { bus, codec, telemetry, dropped });
    return this.sent(sending, span, { inquiryId, traceId }, reason === 'deadline' ? reason : undefined);
  }

  private async sent(
    sending: Promise<boolean>,
    span: Span,
    trail: LogFields,
    late?: 'deadline',
  ): Promise<void> {
    try {
      if (await sending) return span.end(late);
    } catch (error) {
      span.end('message-refused');
      throw error;
    }
    this.telemetry.log.error('composite could not be sent before anybody stopped waiting', trail);
    span.end('bus-unavailable');
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

  /** An answer that is let go of, and for which its agency's part of the composite says so. */
  private dropped(agency: string, inquiryId: string, reason: 'no-room' | 'too-large'): void {
    const { metrics, log } = this.telemetry;
    metrics.count('answers_dropped_total', { agency, holder: 'aggregator', reason });
    log.warn('answer let go of', { inquiryId, agency, reason });
  }

  private secondsSince(brokerMs: number): number {
    return Math.max(0, this.bus.clock.now() - brokerMs) / 1000;
  }
}
