import { Kafka, logLevel, type RetryOptions } from 'kafkajs';
import type { BusEvents } from '@ssbtek/messaging';
import { clientLog } from './client-log';
import type { KafkaConnection } from './options';
import { socketFactory } from './socket';
import './quiet-request-queue';

const CONNECT_TIMEOUT_MS = 2000;
/** A broker that is paused answers no request: after this the request counts as failed. */
const REQUEST_TIMEOUT_MS = 6000;

/** Fails soon: whoever calls decides what to do about it. */
export const FAIL_SOON: RetryOptions = { initialRetryTime: 50, maxRetryTime: 200, retries: 1 };
/** Waits for the broker, some minutes: a consumer that survives an outage keeps its membership. */
export const HOLD_ON: RetryOptions = { initialRetryTime: 50, maxRetryTime: 500, retries: 600 };

const SILENT: BusEvents = {};

/** How a client behaves. */
export interface ClientManner {
  readonly events: BusEvents | undefined;
  readonly retry: RetryOptions;
  /** Given up once aborted: attempts to connect end, which nothing else in kafkajs makes them do. */
  readonly given: AbortSignal;
  /** One of the client's sockets was closed, by whomever. */
  readonly onClosed?: () => void;
}

/**
 * A kafkajs client. Producers and consumers each get one of their own: kafkajs shares committed offsets
 * between the consumers of one client.
 */
export function kafkaClient({ brokers, clientId, tls }: KafkaConnection, manner: ClientManner): Kafka {
  const { events = SILENT, retry, given, onClosed = () => undefined } = manner;
  return new Kafka({
    // An empty list is the one answer after which kafkajs stops trying.
    brokers: () => (given.aborted ? [] : [...brokers]),
    clientId,
    ssl: tls !== undefined,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    retry: { factor: 0.2, multiplier: 2, ...retry },
    socketFactory: socketFactory(tls, events, onClosed),
    logLevel: logLevel.WARN,
    logCreator: clientLog(events),
  });
}
