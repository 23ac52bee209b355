import {
  ANSWER_TOPIC,
  AUDIT_EVENT,
  AUDIT_TOPIC,
  CLOCK_PROBE,
  DEAD_LETTER_EVENT,
  DEAD_LETTER_HEADER,
  DEAD_LETTER_TOPIC,
  EVENT,
  HEADER,
  INQUIRY_TOPIC,
  REPLY_TOPIC,
} from '@ssbtek/messaging';
import { STATUS } from './status.ts';
import { HEADER_SCHEMAS, INQUIRY_ID, SOURCES, type Header } from './headers.ts';
import type { Message } from './message.ts';

const ROUTING: readonly Header[] = [
  HEADER.inquiryId,
  HEADER.agencies,
  HEADER.budgetMs,
  HEADER.replyPartition,
  HEADER.askedAt,
  HEADER.schema,
];

const NONCE_AND_TAG_BYTES = 12 + 16;
const BYTES = 'application/octet-stream';

const sealed = (plaintext: string): Pick<Message, 'contentType' | 'payload'> => ({
  contentType: BYTES,
  payload: {
    type: 'string',
    format: 'binary',
    minLength: NONCE_AND_TAG_BYTES,
    description: `AES-256-GCM: 12 bytes nonce, ciphertext, 16 bytes tag; additional data is the topic and the headers ce_id, ce_source, ce_type, ssbtek_inquiryid, ssbtek_agencies, ssbtek_agency, ssbtek_budgetms, ssbtek_replypartition, ssbtek_askedat, ssbtek_schema and traceparent, in this order with line feeds between, empty where there is none. The plaintext: ${plaintext}`,
  },
});

const EMPTY: Pick<Message, 'contentType' | 'payload'> = {
  contentType: BYTES,
  payload: {
    type: 'string',
    format: 'binary',
    maxLength: 0,
    description: 'No bytes.',
  },
};

const FRAME =
  'a frame of a 32-bit big-endian length, a head of that many bytes (JSON, one entry per agency: failure, or form and length of its data, and durationMs, how long the worker took, if it is known), and the data of the agencies, byte for byte as they came, in the order of the head.';

const from = (...roles: readonly string[]): Pick<Message, 'from' | 'forms'> => ({
  from: roles,
  forms: {
    ce_source: { pattern: `^/ssbtek/(${roles.map((role) => SOURCES[role] ?? role).join('|')})$` },
  },
});

/** What concerns one inquiry: keyed by it, with what its way needs to know in the headers. */
const ofInquiry: Pick<Message, 'key' | 'headers' | 'optional'> = {
  key: INQUIRY_ID,
  headers: ROUTING,
  optional: [HEADER.traceparent],
};

/** Every kind of message that the mesh sends, by its name in the document. */
export const MESSAGES: Readonly<Record<string, Message>> = {
  inquiryAsked: {
    ...ofInquiry,
    ...from('ingress'),
    ...sealed(
      'the inquiry as JSON in UTF-8: its id, the question in general, and one entry per agency asked.',
    ),
    type: EVENT.inquiry,
    topic: INQUIRY_TOPIC,
    to: ['worker'],
    summary: 'A question about a person, for the workers of the agencies named in it.',
    headers: [...ROUTING, HEADER.keyId],
  },
  inquiryTest: {
    ...ofInquiry,
    ...from('ingress'),
    ...sealed(
      'no bytes, or `probe` where no agency is to be called; the headers say the rest, and the seal proves them.',
    ),
    type: EVENT.test,
    topic: INQUIRY_TOPIC,
    to: ['worker'],
    summary:
      "Asks whether the agencies' test operations answer, or, as a probe, whether the workers do; about nobody.",
    headers: [...ROUTING, HEADER.keyId],
  },
  inquiryOpened: {
    ...ofInquiry,
    ...from('ingress'),
    ...sealed('no bytes; the headers say it all, and the seal proves them.'),
    type: EVENT.opened,
    topic: REPLY_TOPIC,
    to: ['aggregator'],
    summary: 'Announces an inquiry to whoever joins its replies.',
    headers: [...ROUTING, HEADER.keyId],
  },
  replyPartial: {
    ...ofInquiry,
    ...from('worker'),
    ...sealed(FRAME),
    type: EVENT.partial,
    topic: REPLY_TOPIC,
    to: ['aggregator'],
    summary: 'The reply of one agency: its data, or why there is none.',
    description:
      'The first reply of an agency counts; later ones, and those of inquiries that are over, do not.',
    headers: [...ROUTING, HEADER.agency, HEADER.keyId],
  },
  answerComposite: {
    ...ofInquiry,
    ...from('aggregator'),
    ...sealed(FRAME),
    type: EVENT.composite,
    topic: ANSWER_TOPIC,
    to: ['ingress'],
    summary: 'The answer: all agencies asked, each with data or an error.',
    description: 'Written to the partition that the inquiry named, which one replica of the ingress reads.',
    headers: [...ROUTING, HEADER.keyId],
  },
  deadLetter: {
    type: DEAD_LETTER_EVENT,
    topic: DEAD_LETTER_TOPIC,
    from: ['ingress', 'worker', 'aggregator'],
    to: [],
    summary: 'A message that was given up after at most three tries, for people to look at.',
    description: 'Coordinates and reason only; neither the payload nor the text of the error.',
    key: { type: 'string', description: 'Key of the message that was given up.' },
    headers: Object.values(DEAD_LETTER_HEADER),
    forms: {
      ce_id: { pattern: '^ssbtek\\.[\\w.-]+/[0-9]+/[0-9]+/ssbtek-[\\w.-]+$' },
      ce_source: { pattern: '^/ssbtek/ssbtek-(ingress|worker|aggregator)[\\w.-]*$' },
    },
    contentType: 'application/json',
    payload: {
      type: 'object',
      description: 'The same facts as in the headers.',
      properties: Object.fromEntries(
        Object.entries(DEAD_LETTER_HEADER).map(([name, header]) => [name, HEADER_SCHEMAS[header]]),
      ),
      required: Object.keys(DEAD_LETTER_HEADER),
      additionalProperties: false,
    },
  },
  auditRecords: {
    type: AUDIT_EVENT,
    topic: AUDIT_TOPIC,
    from: ['ingress'],
    to: [],
    summary: 'Audit records of answers, made at the same time by one ingress.',
    description:
      'One hash chain per start of an ingress, in one partition. `dist/apps/audit/main.js` verifies, exports and searches it. Persons are keyed HMACs, the legal ground is sealed.',
    key: { type: 'string', pattern: '^[0-9a-f]{32}$', description: 'Id of the chain, random.' },
    headers: [],
    forms: {
      ce_id: { pattern: '^[0-9a-f]{32}/[0-9]+$' },
      ce_source: { const: '/ssbtek/ingress' },
    },
    contentType: 'application/x-ndjson',
    payload: {
      type: 'string',
      pattern: '^(\\{[^\\n]*\\}\\n)+$',
      description:
        'Records, a line of canonical JSON each: format, chain, sequence, previous (hash of the record before), time, keyId, kind (opened, answer, turned-away, alive, closed) and what the kind has, hash (SHA-256 over the canonical form without hash and mac), mac (HMAC-SHA-256 over hash with the audit key).',
    },
  },
  agencyStatus: STATUS,
  clockProbe: {
    ...EMPTY,
    type: CLOCK_PROBE,
    topic: REPLY_TOPIC,
    from: ['ingress', 'worker', 'aggregator'],
    to: [],
    summary: 'Shows that the broker takes messages, and its clock; whoever reads passes over it.',
    key: { type: 'string', const: CLOCK_PROBE, description: 'The same for all.' },
    headers: [],
    forms: { ce_id: { const: CLOCK_PROBE }, ce_source: { const: '/ssbtek/bus' } },
  },
};
