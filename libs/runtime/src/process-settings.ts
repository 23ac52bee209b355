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
import { kafkaTlsSettings } from './kafka-tls';

/** What every process has, whatever its roles (architecture 2). */
export const PROCESS_SETTINGS = {
  host: text('SSBTEK_HOST', {
    default: '127.0.0.1',
    description: 'Address that servers listen on; 0.0.0.0 in a container.',
  }),
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
  kafkaEnsureTopics: flag('SSBTEK_KAFKA_ENSURE_TOPICS', {
    default: true,
    description: 'Create missing topics at start.',
  }),
  kafkaReplicationFactor: integer('SSBTEK_KAFKA_REPLICATION_FACTOR', {
    default: 1,
    min: 1,
    max: 15,
    description: 'Replicas of a topic that is created at start.',
  }),
  ...kafkaTlsSettings,
  payloadKeysFile: filePath('SSBTEK_PAYLOAD_KEYS_FILE', {
    description:
      'JSON file with the keys for what Kafka carries: {"active": "<id>", "keys": {"<id>": "<32 bytes, base64>"}}.',
  }),
  payloadEncryption: choice('SSBTEK_PAYLOAD_ENCRYPTION', {
    of: ['on', 'off'],
    default: 'on',
    description: 'off sends payloads as they are: for trials only.',
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
    default: 28_000,
    min: 100,
    max: 600_000,
    unit: 'ms',
    description: 'How long a stop waits for what is in flight; a little more than SSBTEK_DEADLINE_MS.',
  }),
};

export type ProcessValues = Values<typeof PROCESS_SETTINGS>;

/** Names of the public surface (architecture 2) that no role declares: a tool reads them. */
export const KNOWN_ELSEWHERE: readonly string[] = ['SSBTEK_KAFKA_PORT'];
