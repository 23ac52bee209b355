import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import { DEAD_LETTER_HEADER, DEAD_LETTER_REASONS, HEADER, SCHEMA_VERSION, TOPICS } from '@ssbtek/messaging';

/** A JSON schema. */
export type Schema = Readonly<Record<string, unknown>>;

/** Name of every header, whoever writes it. */
export const HEADERS = [
  'ce_specversion',
  'ce_id',
  'ce_source',
  ...Object.values(HEADER),
  ...Object.values(DEAD_LETTER_HEADER),
] as const;
export type Header = (typeof HEADERS)[number];

const text = (description: string, rules: Schema): Schema => ({ type: 'string', ...rules, description });
const oneOf = (words: readonly string[]): string => `(${words.join('|')})`;

const KODER = BASTJANSTER.map(({ descriptor }) => descriptor.kod);
const KOD = oneOf(KODER);
const UUID_V7 = '[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';
const GROUP = `ssbtek-(aggregator|worker-${KOD}|ingress\\.[\\w.-]+)`;

/** A process by the name it signs messages with. */
export const SOURCES: Readonly<Record<string, string>> = {
  ingress: 'ingress',
  worker: `worker-${KOD}`,
  aggregator: 'aggregator',
};

/** Key and header: the mesh's own id of an inquiry, made for each accepted request. */
export const INQUIRY_ID: Schema = text(
  "The mesh's own id of the inquiry, a UUIDv7 per accepted request. Tells nothing about who asks or about whom.",
  { pattern: `^${UUID_V7}$` },
);

const WHOLE_NUMBER: Schema = { pattern: '^[0-9]{1,9}$' };

/** The form of each header. All of them are text in UTF-8; none is about a person, a case or a caller. */
export const HEADER_SCHEMAS: Readonly<Record<Header, Schema>> = {
  ce_specversion: text('CloudEvents, Kafka binding, binary mode.', { const: '1.0' }),
  ce_id: text('CloudEvents id: unique together with ce_source.', {
    pattern: `^${UUID_V7}(/${KOD})?$`,
  }),
  ce_source: text('CloudEvents source: the kind of process that wrote the message.', {
    pattern: '^/ssbtek/',
  }),
  [HEADER.type]: text('CloudEvents type: what the message says.', {}),
  [HEADER.inquiryId]: INQUIRY_ID,
  [HEADER.agencies]: text('Agencies asked, in the order of the answer; empty when none is.', {
    pattern: `^(${KOD}(,${KOD})*)?$`,
  }),
  [HEADER.agency]: text('The agency that this reply is of.', { enum: KODER }),
  [HEADER.budgetMs]: text(
    "Milliseconds from the moment when the broker appended the inquiry until the composite leaves, in the broker's clock.",
    WHOLE_NUMBER,
  ),
  [HEADER.replyPartition]: text('Partition of the answer topic that the asking ingress reads.', WHOLE_NUMBER),
  [HEADER.askedAt]: text(
    "When the ingress asked, milliseconds since 1970 in the broker's clock. A copy that was appended later than the budget allows is put aside.",
    { pattern: '^[0-9]{1,15}$' },
  ),
  [HEADER.schema]: text("Version of the plaintext's layout and of what the payload is sealed to.", {
    const: SCHEMA_VERSION,
  }),
  [HEADER.keyId]: text('Id of the key that the payload is sealed with; `none` without encryption.', {
    pattern: '^[\\w.-]{1,100}$',
  }),
  [HEADER.traceparent]: text('W3C trace context, when the inquiry is traced.', {
    pattern: '^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$',
  }),
  [DEAD_LETTER_HEADER.reason]: text('Why the message was given up.', {
    enum: DEAD_LETTER_REASONS,
  }),
  [DEAD_LETTER_HEADER.topic]: text('Topic of the message that was given up.', {
    enum: TOPICS.map(({ name }) => name),
  }),
  [DEAD_LETTER_HEADER.partition]: text('Its partition.', WHOLE_NUMBER),
  [DEAD_LETTER_HEADER.offset]: text('Its offset.', { pattern: '^[0-9]+$' }),
  [DEAD_LETTER_HEADER.group]: text('The consumer group that gave it up.', { pattern: `^${GROUP}$` }),
  [DEAD_LETTER_HEADER.tries]: text('How often it was tried.', WHOLE_NUMBER),
};
