/** Settings of one topic; Strimzi resources, local set-up and AsyncAPI document are made from {@link TOPICS}. */
export interface TopicSettings {
  readonly name: string;
  /** What it carries, in a sentence. */
  readonly description: string;
  readonly partitions: number;
  /** How long a message is kept, ms. Minutes where the payload is about people. */
  readonly retentionMs: number;
  /**
   * `compact,delete`: of each key at least the last message is kept, until {@link retentionMs} has passed since it was
   * written. Default `delete`: every message is kept, until then.
   */
  readonly cleanup?: 'delete' | 'compact,delete';
  /** A segment that is written to is neither packed nor removed; default half of {@link retentionMs}, at most a week. */
  readonly segmentMs?: number;
  readonly maxMessageBytes: number;
  /**
   * A key must stay in its partition, also when partitions are added under way: keys are spread over the
   * first {@link partitions} only, a number that all processes know without asking. Default false.
   */
  readonly keysStay?: boolean;
  /** Who writes and who reads, for ACLs and people. */
  readonly writers: readonly string[];
  readonly readers: readonly string[];
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const KIB = 1024;
const MIB = 1024 * KIB;
/** What is kept for long shall not be kept for much longer than that. */
const LONGEST_SEGMENT_MS = 7 * DAY;

/** Names are part of the public surface (architecture 3). */
export const INQUIRY_TOPIC = 'ssbtek.inquiry.v1';
export const REPLY_TOPIC = 'ssbtek.reply.v1';
export const ANSWER_TOPIC = 'ssbtek.answer.v1';
export const DEAD_LETTER_TOPIC = 'ssbtek.dead-letter.v1';
export const AUDIT_TOPIC = 'ssbtek.audit.v1';
export const STATUS_TOPIC = 'ssbtek.status.v1';

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
    // The aggregator writes nothing here but the probe that reads the broker's clock. Five documents of 2 MiB (SKV from
    // v11) travel as one reply.
    name: REPLY_TOPIC,
    keysStay: true,
    description: 'Opened inquiries and the replies of single agencies, joined by the aggregator.',
    partitions: 12,
    retentionMs: 10 * MINUTE,
    maxMessageBytes: 12 * MIB,
    writers: ['ingress', 'worker', 'aggregator'],
    readers: ['aggregator'],
  },
  {
    // Eleven documents of 2 MiB, from seven agencies, travel as one composite.
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
    keysStay: true,
    description:
      'A record of every answer, in a hash chain per start of an ingress; for people and archives.',
    partitions: 3,
    retentionMs: 396 * DAY,
    maxMessageBytes: 2 * MIB,
    writers: ['ingress'],
    readers: [],
  },
  {
    // Who looks reads it from the beginning: what has been said again is soon packed away, and a worker that will never
    // say anything more is forgotten when the day that is shown has passed twice.
    name: STATUS_TOPIC,
    keysStay: true,
    description: 'How each agency is doing, as each of its workers sees it; the last word of each is kept.',
    partitions: 1,
    cleanup: 'compact,delete',
    retentionMs: 2 * DAY,
    segmentMs: 10 * MINUTE,
    maxMessageBytes: 64 * KIB,
    writers: ['worker'],
    readers: ['portal'],
  },
];

/** From so many replicas on a message counts as written when two have it, so that one may be away. */
const REPLICAS_FOR_TWO = 3;

/**
 * What Kafka itself is told about a topic, by the names it has for it: all that matters to the mesh, so that a broker's
 * defaults never decide. Retention acts on whole segments, so these must be shorter. What is sealed cannot be packed.
 * @param replicas of the topic, where they are known
 */
export const topicConfig = (settings: TopicSettings, replicas = 0) => {
  const { retentionMs, maxMessageBytes, cleanup = 'delete' } = settings;
  return {
    'cleanup.policy': cleanup,
    'compression.type': 'uncompressed',
    'message.timestamp.type': 'LogAppendTime',
    'retention.ms': retentionMs,
    'retention.bytes': -1,
    'segment.ms': settings.segmentMs ?? Math.min(Math.floor(retentionMs / 2), LONGEST_SEGMENT_MS),
    'segment.bytes': 1024 * MIB,
    'max.message.bytes': maxMessageBytes,
    // A replica that lags behind must never lead: what was acknowledged would be gone, audit records among it.
    'unclean.leader.election.enable': 'false',
    ...(replicas >= REPLICAS_FOR_TWO && { 'min.insync.replicas': 2 }),
  } as const satisfies Readonly<Record<string, string | number>>;
};
