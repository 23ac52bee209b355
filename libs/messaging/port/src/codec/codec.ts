import type { Composite, Inquiry, PartialReply } from '@ssbtek/core';
import type { Incoming, Outgoing } from '../bus';
import { ANSWER_TOPIC, INQUIRY_TOPIC, REPLY_TOPIC } from '../topics';
import { boundTo, EVENT, HEADER, writeHeaders, type EventType, type Routing } from './headers';
import { readOutcomes, writeOutcomes } from './outcomes';
import { UnreadableMessage, type PayloadSealer } from './sealer';

/** What a test is for. */
export interface TestMeant {
  /** The mesh tests itself: every worker replies and calls nobody (ADR 46). */
  readonly probe: boolean;
}

/**
 * Between the mesh's values and the bus's messages. Readers throw {@link UnreadableMessage}; what they have read is
 * authentic, and so is what `readRouting` says of the same message.
 */
export interface MeshCodec {
  /** The question for the workers. */
  inquiry(inquiry: Inquiry, routing: Routing): Outgoing;
  readInquiry(message: Incoming): Inquiry;
  /** Asks the workers whether their agency's test operation answers: no person, and what is meant under a seal. */
  test(routing: Routing, meant?: TestMeant): Outgoing;
  readTest(message: Incoming): TestMeant;
  /** The announcement for the aggregator: nothing but headers under a seal. */
  opened(routing: Routing): Outgoing;
  readOpened(message: Incoming): void;
  /** One agency's reply, routed like the inquiry it answers. */
  partial(partial: PartialReply, routing: Routing): Outgoing;
  readPartial(message: Incoming): PartialReply;
  /** The joined answer, to the asking ingress' own partition. */
  composite(composite: Composite, routing: Routing): Outgoing;
  readComposite(message: Incoming): Composite;
}

/** A codec that seals every payload. */
export function meshCodec(sealer: PayloadSealer): MeshCodec {
  const write = (
    topic: string,
    type: EventType,
    source: string,
    routing: Routing,
    plain: Uint8Array,
    more: Readonly<Record<string, string>> = {},
  ): Outgoing => {
    const headers = writeHeaders(type, source, routing, more);
    const { keyId, value } = sealer.seal(plain, boundTo(topic, headers));
    headers[HEADER.keyId] = keyId;
    return { topic, key: routing.inquiryId, headers, value };
  };

  const read = (message: Incoming, type: EventType): { inquiryId: string; plain: Uint8Array } => {
    const { headers, topic } = message;
    const inquiryId = headers[HEADER.inquiryId];
    if (headers[HEADER.type] !== type || !inquiryId) throw new UnreadableMessage('headers');
    const plain = sealer.open(message.value, headers[HEADER.keyId] ?? '', boundTo(topic, headers));
    return { inquiryId, plain };
  };

  return {
    inquiry: (inquiry, routing) =>
      write(INQUIRY_TOPIC, EVENT.inquiry, 'ingress', routing, Buffer.from(JSON.stringify(inquiry), 'utf8')),
    readInquiry(message) {
      const { inquiryId, plain } = read(message, EVENT.inquiry);
      const inquiry = parseInquiry(plain);
      if (inquiry.inquiryId !== inquiryId) throw new UnreadableMessage('inquiry-id');
      return inquiry;
    },
    test: (routing, { probe } = CALLS_AGENCIES) =>
      write(INQUIRY_TOPIC, EVENT.test, 'ingress', routing, probe ? PROBE : NOTHING),
    readTest: (message) => ({ probe: PROBE.equals(read(message, EVENT.test).plain) }),
    opened: (routing) => write(REPLY_TOPIC, EVENT.opened, 'ingress', routing, NOTHING),
    readOpened: (message) => void read(message, EVENT.opened),
    partial: ({ kod, outcome }, routing) =>
      write(REPLY_TOPIC, EVENT.partial, `worker-${kod}`, routing, writeOutcomes([{ kod, outcome }]), {
        [HEADER.agency]: kod,
      }),
    readPartial(message) {
      const { inquiryId, plain } = read(message, EVENT.partial);
      const [only, ...others] = readOutcomes(plain);
      if (!only || others.length > 0 || only.kod !== message.headers[HEADER.agency])
        throw new UnreadableMessage('frame');
      return { inquiryId, ...only };
    },
    composite: ({ outcomes }, routing) => ({
      ...write(ANSWER_TOPIC, EVENT.composite, 'aggregator', routing, writeOutcomes(outcomes)),
      partition: routing.replyPartition,
    }),
    readComposite(message) {
      const { inquiryId, plain } = read(message, EVENT.composite);
      return { inquiryId, outcomes: readOutcomes(plain) };
    },
  };
}

/** What a message seals that is all headers. */
const NOTHING = new Uint8Array();
/** What a test seals that is the mesh's own. */
const PROBE = Buffer.from('probe', 'utf8');
const CALLS_AGENCIES: TestMeant = { probe: false };

/** The value was sealed by us, so its shape is ours; only bytes that are not JSON at all are caught here. */
function parseInquiry(plain: Uint8Array): Inquiry {
  try {
    return JSON.parse(Buffer.from(plain.buffer, plain.byteOffset, plain.length).toString('utf8')) as Inquiry;
  } catch {
    throw new UnreadableMessage('payload');
  }
}
