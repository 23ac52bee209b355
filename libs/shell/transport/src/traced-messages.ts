import { HEADER, groupLabel, type Incoming, type Routing } from '@ssbtek/messaging';
import type { AttributesOf, Span, SpanOrigin } from '@ssbtek/telemetry';

/** What a span tells of a message that was read. */
export const readOf = (
  { topic, partition, offset, headers }: Pick<Incoming, 'topic' | 'partition' | 'offset' | 'headers'>,
  group: string,
): AttributesOf<'process'> => ({
  'messaging.destination.name': topic,
  'messaging.destination.partition.id': String(partition),
  'messaging.kafka.offset': Number(offset),
  'messaging.consumer.group.name': groupLabel(group),
  'ssbtek.inquiry.id': headers[HEADER.inquiryId],
});

/** What a span tells of a message about to be written. */
export const writtenTo = (topic: string, inquiryId: string): AttributesOf<'send'> => ({
  'messaging.destination.name': topic,
  'ssbtek.inquiry.id': inquiryId,
});

/** Where the span of a message that was read hangs: below the span that sent it. */
export function originOf({ headers }: Pick<Incoming, 'headers'>): SpanOrigin {
  const parent = headers[HEADER.traceparent];
  return { parent, links: [parent] };
}

/** The routing that a message carries: its own span is what whoever reads it goes on from. */
export function tracedRouting({ traceparent: _, ...routing }: Routing, { traceparent }: Span): Routing {
  return { ...routing, ...(traceparent && { traceparent }) };
}
