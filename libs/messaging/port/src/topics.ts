/** Settings of one topic; Strimzi resources, local set-up and AsyncAPI document are made from {@link TOPICS}. */
export interface TopicSettings {
  readonly name: string;
  /** What it carries, in a sentence. */
  readonly description: string;
  readonly partitions: number;
  /** How long a message is kept, ms. Minutes where the payload is about people. */
  readonly retentionMs: number;
  readonly maxMessageBytes: number;
  /** Who writes and who reads, for ACLs and people. */
  readonly writers: readonly string[];
  readonly readers: readonly string[];
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const MIB = 1024 * 1024;
/** What is kept for long shall not be kept for much longer than that. */
const LONGEST_SEGMENT_MS = 7 * DAY;

/** Names are part of the public surface (architecture 3). */
export const INQUIRY_TOPIC = 'ssbtek.inquiry.v1';
export const REPLY_TOPIC = 'ssbtek.reply.v1';
export const ANSWER_TOPIC = 'ssbtek.answer.v1';
export const DEAD_LETTER_TOPIC = 'ssbtek.dead-letter.v1';
export const AUDIT_TOPIC = 'ssbtek.audit.v1';

/** All topics. Every one uses LogAppendTime: deadlines count from the broker's clock. */
export const TOPICS: readonly TopicSettings[] = [
  {
    name: INQUIRY_TOPIC,
    description: 'Questions, each read by the workers of the agencies asked.',
    partitions: 12,
    retentionMs: 10 * MINUTE,
    maxMessageBytes: 4 * MIB,
    writers: ['ingress'],
    readers: ['worker'],
  },
  {
    // The aggregator writes nothing here but the probe that reads the broker's clock.
    name: REPLY_TOPIC,
    description: 'Opened inquiries and the replies of single agencies, joined by the aggregator.',
    partitions: 12,
    retentionMs: 10 * MINUTE,
    maxMessageBytes: 4 * MIB,
    writers: ['ingress', 'worker', 'aggregator'],
    readers: ['aggregator'],
  },
  {
    // Seven answers of 2 MiB, base64 encoded where the contract says so, travel as one composite.
    name: ANSWER_TOPIC,
    description: 'Composite answers, each to the partition that the asking ingress reads.',
    partitions: 12,
    retentionMs: 10 * MINUTE,
    maxMessageBytes: 24 * MIB,
    writers: ['aggregator'],
    readers: ['ingress'],
  },
  {
    name: DEAD_LETTER_TOPIC,
    description: 'Messages that were given up: where they stood and why, never what they held.',
    partitions: 1,
    retentionMs: 7 * DAY,
    maxMessageBytes: 1 * MIB,
    writers: ['ingress', 'worker', 'aggregator'],
    readers: [],
  },
  {
    // A year, and a month for whoever archives it; one chain lies in one partition.
    name: AUDIT_TOPIC,
    description:
      'A record of every answer, in a hash chain per start of an ingress; for people and archives.',
    partitions: 3,
    retentionMs: 396 * DAY,
    maxMessageBytes: 2 * MIB,
    writers: ['ingress'],
    readers: [],
  },
];

/**
 * What Kafka itself is told about a topic, by the names it has for it; a broker's defaults never decide. Retention acts
 * on whole segments, so these must be shorter.
 */
export const topicConfig = ({ retentionMs, maxMessageBytes }: TopicSettings) =>
  ({
    'cleanup.policy': 'delete',
    'message.timestamp.type': 'LogAppendTime',
    'retention.ms': retentionMs,
    'segment.ms': Math.min(Math.floor(retentionMs / 2), LONGEST_SEGMENT_MS),
    'max.message.bytes': maxMessageBytes,
  }) as const satisfies Readonly<Record<string, string | number>>;
