import type { Kod } from '@ssbtek/core';
import type { Incoming } from '../bus';
import { UnreadableMessage } from './sealer';

/** Event types, CloudEvents attribute `type`. */
export const EVENT = {
  inquiry: 'ssbtek.inquiry.asked',
  /** A question without any person: does the agency's test operation answer? */
  test: 'ssbtek.inquiry.test',
  opened: 'ssbtek.inquiry.opened',
  partial: 'ssbtek.reply.partial',
  composite: 'ssbtek.answer.composite',
} as const;

/** Event type, and key, of the message that reads the broker's clock; readers pass over types they do not know. */
export const CLOCK_PROBE = 'ssbtek.clock.probe';

export type EventType = (typeof EVENT)[keyof typeof EVENT];

/** Version of the value's layout and of what it is sealed to. */
export const SCHEMA_VERSION = '2';

/** Names of the headers. Metadata only: nothing about persons, cases or callers. */
export const HEADER = {
  type: 'ce_type',
  inquiryId: 'ssbtek_inquiryid',
  agencies: 'ssbtek_agencies',
  agency: 'ssbtek_agency',
  budgetMs: 'ssbtek_budgetms',
  replyPartition: 'ssbtek_replypartition',
  askedAt: 'ssbtek_askedat',
  schema: 'ssbtek_schema',
  keyId: 'ssbtek_keyid',
  traceparent: 'traceparent',
} as const;

/** What readers act on, and what says which message it is, in the order in which it is bound to the payload (ADR 25). */
const BOUND = [
  'ce_id',
  'ce_source',
  HEADER.type,
  HEADER.inquiryId,
  HEADER.agencies,
  HEADER.agency,
  HEADER.budgetMs,
  HEADER.replyPartition,
  HEADER.askedAt,
  HEADER.schema,
  HEADER.traceparent,
] as const;

/** What a message's payload is sealed to. No header of ours holds a line feed, so no two messages have the same. */
export const boundTo = (topic: string, headers: Incoming['headers']): string =>
  [topic, ...BOUND.map((name) => headers[name] ?? '')].join('\n');

/** What the inquiry's way needs to know beside its payload. */
export interface Routing {
  readonly inquiryId: string;
  /** Agencies asked, in the order of the answer. */
  readonly agencies: readonly Kod[];
  /** When the ingress asked, ms since epoch in the broker's clock: a copy made later still says so. */
  readonly askedAt: number;
  /** Milliseconds from the broker's append time until the composite leaves. */
  readonly budgetMs: number;
  /** Partition of the answer topic that the asking ingress reads. */
  readonly replyPartition: number;
  /** W3C trace context, when the inquiry is traced. */
  readonly traceparent?: string;
}

/** The event type, or undefined for messages that are not ours to handle. */
export const eventType = (message: Incoming): string | undefined => message.headers[HEADER.type];

/** CloudEvents attributes in the Kafka binding's binary mode, and our own. */
export function writeHeaders(
  type: EventType,
  source: string,
  routing: Routing,
  more: Readonly<Record<string, string>>,
): Record<string, string> {
  return {
    ce_specversion: '1.0',
    ce_id: more[HEADER.agency] ? `${routing.inquiryId}/${more[HEADER.agency]}` : routing.inquiryId,
    ce_source: `/ssbtek/${source}`,
    [HEADER.type]: type,
    [HEADER.inquiryId]: routing.inquiryId,
    [HEADER.agencies]: routing.agencies.join(','),
    [HEADER.budgetMs]: String(routing.budgetMs),
    [HEADER.replyPartition]: String(routing.replyPartition),
    [HEADER.askedAt]: String(routing.askedAt),
    [HEADER.schema]: SCHEMA_VERSION,
    ...(routing.traceparent && { [HEADER.traceparent]: routing.traceparent }),
    ...more,
  };
}

/**
 * What the headers say; to be believed once the payload has been opened.
 * @throws UnreadableMessage when a header is missing or makes no sense
 */
export function readRouting(message: Incoming): Routing {
  const { headers } = message;
  const inquiryId = headers[HEADER.inquiryId];
  const agencies = headers[HEADER.agencies];
  if (!inquiryId || agencies === undefined) throw new UnreadableMessage('headers');
  if (headers[HEADER.schema] !== SCHEMA_VERSION) throw new UnreadableMessage('schema-version');
  const traceparent = headers[HEADER.traceparent];
  return {
    inquiryId,
    agencies: agencies === '' ? [] : agencies.split(','),
    budgetMs: wholeNumber(headers[HEADER.budgetMs]),
    replyPartition: wholeNumber(headers[HEADER.replyPartition]),
    askedAt: wholeNumber(headers[HEADER.askedAt], 15),
    ...(traceparent && { traceparent }),
  };
}

function wholeNumber(text: string | undefined, digits = 9): number {
  if (!text || text.length > digits || !/^\d+$/.test(text)) throw new UnreadableMessage('headers');
  return Number(text);
}
