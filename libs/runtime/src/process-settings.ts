import {
  choice,
  decimal,
  filePath,
  flag,
  hostPortList,
  integer,
  text,
  url,
  type Values,
} from '@ssbtek/config';
import { LOG_LEVELS } from '@ssbtek/telemetry';
import { KAFKA_CLIENTS } from './kafka-driver';
import { kafkaSaslSettings } from './kafka-sasl';
import { kafkaTlsSettings } from './kafka-tls';

/** What a stop takes besides waiting for what is in flight, ms. */
export const STOP_MARGIN_MS = 3000;

/** Where servers listen: declared once for every role that has one. */
export const hostSetting = text('SSBTEK_HOST', {
  default: '127.0.0.1',
  pattern: /[A-Za-z0-9:]([A-Za-z0-9.:%-]{0,251}[A-Za-z0-9])?|::/,
  rule: 'an IP address or a host name of this machine',
  description: 'Address that servers listen on; 0.0.0.0 in a container.',
});

/** What every process has, whatever its roles (architecture 2). */
export const PROCESS_SETTINGS = {
  host: hostSetting,
  managementPort: integer('SSBTEK_MANAGEMENT_PORT', {
    default: 9464,
    min: 0,
    max: 65_535,
    description: 'Port of /health and /metrics; 0 takes a free one.',
  }),
  logLevel: choice('SSBTEK_LOG_LEVEL', {
    of: LOG_LEVELS,
    default: 'info',
    description: 'How much is logged.',
  }),
  kafkaBrokers: hostPortList('SSBTEK_KAFKA_BROKERS', {
    derived: 'bus in memory, all-in-one only',
    description: 'Kafka brokers to begin with.',
  }),
  kafkaClient: choice('SSBTEK_KAFKA_CLIENT', {
    of: KAFKA_CLIENTS,
    default: 'kafkajs',
    description:
      'Library that speaks to Kafka; platformatic (@platformatic/kafka) costs less CPU and needs brokers since Kafka 2.4.',
  }),
  kafkaEnsureTopics: flag('SSBTEK_KAFKA_ENSURE_TOPICS', {
    default: true,
    description: 'Create missing topics at start.',
  }),
  kafkaReplicationFactor: integer('SSBTEK_KAFKA_REPLICATION_FACTOR', {
    derived: "the brokers' own default",
    min: 1,
    max: 15,
    description:
      'Replicas of a topic that is created at start; from 3 on a message must be on two of them to count as written.',
  }),
  ...kafkaTlsSettings,
  ...kafkaSaslSettings,
  payloadKeysFile: filePath('SSBTEK_PAYLOAD_KEYS_FILE', {
    description:
      'JSON file with the keys for what Kafka carries: {"active": "<id>", "keys": {"<id>": "<32 bytes, base64>"}}.',
  }),
  payloadEncryption: choice('SSBTEK_PAYLOAD_ENCRYPTION', {
    of: ['on', 'off'],
    default: 'on',
    description: 'off sends payloads as they are, and nothing proves who wrote a message: for trials only.',
  }),
  tracing: choice('SSBTEK_TRACING', {
    of: ['off', 'otlp'],
    default: 'off',
    description: 'otlp records traces of questions and sends them to SSBTEK_TRACING_OTLP_URL.',
  }),
  tracingUrl: url('SSBTEK_TRACING_OTLP_URL', {
    description: 'Where traces go, OTLP over HTTP with JSON: http://collector:4318/v1/traces.',
  }),
  tracingSampleRatio: decimal('SSBTEK_TRACING_SAMPLE_RATIO', {
    default: 1,
    min: 0,
    max: 1,
    description:
      'Share of the questions whose traces are recorded; the ingress decides, all others follow it.',
  }),
  stopTimeoutMs: integer('SSBTEK_STOP_TIMEOUT_MS', {
    min: 100,
    max: 600_000,
    unit: 'ms',
    derived: `what is in flight may take (for the ingress SSBTEK_DRAIN_MS + SSBTEK_DEADLINE_MS), and ${STOP_MARGIN_MS} more`,
    description: 'How long a stop waits for what is in flight.',
  }),
};

export type ProcessValues = Values<typeof PROCESS_SETTINGS>;

/** Prefixes of variables that every process knows all of, see {@link Role.owns}. */
export const OWNED_BY_ALL: readonly string[] = [
  'SSBTEK_KAFKA_',
  'SSBTEK_LOG_',
  'SSBTEK_MANAGEMENT_',
  'SSBTEK_PAYLOAD_',
  'SSBTEK_STOP_',
];

/**
 * Names that stand under an owned prefix and are somebody else's: the port of the local Kafka is read by a tool, the
 * aggregator's deadline by those who tell it with each question.
 */
export const KNOWN_ELSEWHERE: readonly string[] = ['SSBTEK_AGGREGATOR_DEADLINE_MS', 'SSBTEK_KAFKA_PORT'];
