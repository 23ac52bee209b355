import {
  ANSWER_TOPIC,
  INQUIRY_TOPIC,
  REPLY_TOPIC,
  groupLabel,
  topicsOf,
  writesAny,
  type BusEvents,
  type MessageBus,
  type TopicFinding,
} from '@ssbtek/messaging';
import {
  countFromZero,
  isSampled,
  readTraceparent,
  type Log,
  type LogFields,
  type Metrics,
  type Telemetry,
} from '@ssbtek/telemetry';
import { kafkaDriver } from './kafka-driver';
import { kafkaLogin } from './kafka-sasl';
import { kafkaTls } from './kafka-tls';
import type { ProcessValues } from './process-settings';

const word = (value: string | number | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;
const figure = (value: string | number | undefined): number | undefined =>
  typeof value === 'number' ? value : undefined;

/** A message's own word for which inquiry it is about counts only in the shape that we write. */
const INQUIRY_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function traced({ inquiryId, traceparent }: Partial<Readonly<Record<string, string | number>>>): LogFields {
  const context = readTraceparent(word(traceparent));
  return {
    inquiryId: INQUIRY_ID.test(word(inquiryId) ?? '') ? word(inquiryId) : undefined,
    traceId: context && isSampled(context) ? context.traceId : undefined,
  };
}

/** The fields of a problem that logs know; the others are dropped. */
function logFields(what: string, detail: Readonly<Record<string, string | number>>): LogFields {
  const { reason, topic, group, partition, offset, count, durationMs, broker, operation, code, ...trail } =
    detail as Partial<typeof detail>;
  return {
    ...traced(trail),
    reason: word(reason) === undefined ? what : `${what}: ${reason}`,
    topic: word(topic),
    group: word(group),
    partition: figure(partition),
    offset: offset === undefined ? undefined : String(offset),
    count: figure(count),
    durationMs: figure(durationMs),
    broker: word(broker),
    operation: word(operation),
    code: word(code),
  };
}

/** Dead letters that were not written are told in the log at most so often, ms. */
const WITHHELD_EVERY_MS = 10_000;

/** Grouped, so that a long number of milliseconds is not taken for the number of a person and withheld. */
const readable = (value: string): string => value.replace(/\B(?=(\d{3})+$)/g, ' ');

/** 0 once it is mended. */
const levelOf = ({ grave }: TopicFinding): number => (grave ? 2 : 1);

/** Tells each finding once, and once that it is mended. */
function topicsTold(log: Log, metrics: Metrics): Required<BusEvents>['topicFindings'] {
  let before = new Map<string, TopicFinding>();
  return (findings) => {
    const now = new Map(findings.map((one) => [`${one.topic} ${one.setting}`, one]));
    for (const [key, { topic, setting }] of before)
      if (!now.has(key)) {
        metrics.gauge('kafka_topic_findings', 0, { topic, setting });
        log.info('a topic is as it must be again', { topic, setting });
      }
    for (const [key, one] of now) {
      const { topic, setting, is, mustBe, grave } = one;
      metrics.gauge('kafka_topic_findings', levelOf(one), { topic, setting });
      if (before.get(key)?.is !== is)
        log[grave ? 'error' : 'warn']('a topic is not as it must be', {
          topic,
          setting,
          is: readable(is),
          mustBe: readable(mustBe),
        });
    }
    before = now;
  };
}

/** What the bus tells, as logs and metrics of the process. */
export function busEvents({ log, metrics }: Telemetry): BusEvents {
  // From the start, so that the first one is seen as an increase.
  for (const topic of [INQUIRY_TOPIC, REPLY_TOPIC, ANSWER_TOPIC])
    for (const name of [
      'dead_letters_total',
      'dead_letters_withheld_total',
      'kafka_not_allowed_total',
    ] as const)
      countFromZero(metrics, name, { topic });
  let withheldAt = -Infinity;
  return {
    rebalanced: (group) => metrics.count('kafka_rebalances_total', { group: groupLabel(group) }),
    deadLettered: (topic, { group, partition, offset, reason, ...trail }) => {
      metrics.count('dead_letters_total', { topic });
      const at = { topic, partition: figure(partition), offset: word(offset) };
      const why = { group: word(group), reason: word(reason) };
      log.error('message given up and put aside', { ...traced(trail), ...at, ...why });
    },
    deadLetterWithheld: (topic) => {
      metrics.count('dead_letters_withheld_total', { topic });
      const now = performance.now();
      if (now - withheldAt < WITHHELD_EVERY_MS) return;
      withheldAt = now;
      log.error('too many messages are given up: not each has a dead letter', { topic });
    },
    connected: (connected) => {
      if (connected) log.info('message bus connected');
      else log.warn('message bus not reachable');
    },
    notAllowed: (operation, topic) => {
      metrics.count('kafka_not_allowed_total', { operation, topic });
      log.error('the broker does not allow this process what it needs', {
        reason: `not-allowed: ${operation}`,
        topic,
      });
    },
    topicFindings: topicsTold(log, metrics),
    problem: (what, detail) => log.warn('message bus problem', logFields(what, detail)),
  };
}

/** The bus that the settings ask for. Only the one in use is loaded: the Kafka client takes its time. */
async function busFor(
  values: ProcessValues,
  clientId: string,
  telemetry: Telemetry,
  roles: readonly string[],
): Promise<MessageBus> {
  const events = busEvents(telemetry);
  const { kafkaBrokers: brokers } = values;
  if (!brokers || roles.length === 0) {
    const { memoryBus } = await import('@ssbtek/messaging-memory');
    return memoryBus(undefined, events);
  }
  const { kafkaBus } = await import('@ssbtek/messaging-kafka');
  const { kafkaEnsureTopics: ensureTopics, kafkaReplicationFactor: replicationFactor } = values;
  const tls = kafkaTls(values, telemetry);
  const login = kafkaLogin(values, telemetry);
  return kafkaBus({
    driver: await kafkaDriver(values.kafkaClient),
    brokers,
    clientId,
    ensureTopics,
    watchedTopics: topicsOf(roles),
    readsOnly: !writesAny(roles),
    ...(replicationFactor !== undefined && { replicationFactor }),
    events,
    ...(tls && { tls }),
    ...(login && { login }),
  });
}

/**
 * Makes the bus and wires what it tells to logs and metrics. A process whose roles need none (the simulator) gets
 * one in memory that nobody uses, instead of connections to a broker.
 * @param roles names of those that need it: their topics must be as they are known here
 */
export async function makeBus(
  values: ProcessValues,
  clientId: string,
  telemetry: Telemetry,
  roles: readonly string[],
): Promise<MessageBus> {
  const bus = await busFor(values, clientId, telemetry, roles);
  telemetry.metrics.gaugeFrom('kafka_connected', () => [{ value: bus.connected() ? 1 : 0 }]);
  return bus;
}
