import {
  ANSWER_TOPIC,
  INQUIRY_TOPIC,
  REPLY_TOPIC,
  groupLabel,
  type BusEvents,
  type MessageBus,
} from '@ssbtek/messaging';
import { isSampled, readTraceparent, type LogFields, type Telemetry } from '@ssbtek/telemetry';
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
  const { reason, topic, group, partition, offset, count, durationMs, ...trail } = detail as Partial<
    typeof detail
  >;
  return {
    ...traced(trail),
    reason: word(reason) === undefined ? what : `${what}: ${reason}`,
    topic: word(topic),
    group: word(group),
    partition: figure(partition),
    offset: offset === undefined ? undefined : String(offset),
    count: figure(count),
    durationMs: figure(durationMs),
  };
}

/** What the bus tells, as logs and metrics of the process. */
export function busEvents({ log, metrics }: Telemetry): BusEvents {
  // From the start, so that the first one is seen as an increase.
  for (const topic of [INQUIRY_TOPIC, REPLY_TOPIC, ANSWER_TOPIC])
    metrics.count('dead_letters_total', { topic }, 0);
  return {
    rebalanced: (group) => metrics.count('kafka_rebalances_total', { group: groupLabel(group) }),
    deadLettered: (topic, { group, ...trail }) => {
      metrics.count('dead_letters_total', { topic });
      log.error('message given up and put aside', { ...traced(trail), topic, group: word(group) });
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
    problem: (what, detail) => log.warn('message bus problem', logFields(what, detail)),
  };
}

/** The bus that the settings ask for. Only the one in use is loaded: the Kafka client takes its time. */
async function busFor(
  values: ProcessValues,
  clientId: string,
  telemetry: Telemetry,
  needed: boolean,
): Promise<MessageBus> {
  const events = busEvents(telemetry);
  const { kafkaBrokers: brokers } = values;
  if (!brokers || !needed) {
    const { memoryBus } = await import('@ssbtek/messaging-memory');
    return memoryBus(undefined, events);
  }
  const { kafkaBus } = await import('@ssbtek/messaging-kafka');
  const { kafkaEnsureTopics: ensureTopics, kafkaReplicationFactor: replicationFactor } = values;
  const tls = kafkaTls(values, telemetry);
  return kafkaBus({ brokers, clientId, ensureTopics, replicationFactor, events, ...(tls && { tls }) });
}

/**
 * Makes the bus and wires what it tells to logs and metrics. A process whose roles need none (the simulator) gets
 * one in memory that nobody uses, instead of connections to a broker.
 */
export async function makeBus(
  values: ProcessValues,
  clientId: string,
  telemetry: Telemetry,
  needed = true,
): Promise<MessageBus> {
  const bus = await busFor(values, clientId, telemetry, needed);
  telemetry.metrics.gaugeFrom('kafka_connected', () => [{ value: bus.connected() ? 1 : 0 }]);
  return bus;
}
