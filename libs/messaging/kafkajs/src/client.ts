import { Kafka, logLevel, type RetryOptions } from 'kafkajs';
import type { BusEvents } from '@ssbtek/messaging';
import { openSocket, type DriverManner, type KafkaConnection } from '@ssbtek/messaging-kafka/driver';
import { clientLog } from './client-log';
import { saslOptions } from './login';
import './fetch/response';
import './produce/request';
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
export interface ClientManner extends DriverManner {
  readonly retry: RetryOptions;
  /** One of the client's sockets was closed, by whomever. */
  readonly onClosed?: () => void;
}

/**
 * A kafkajs client. Producers and consumers each get one of their own: kafkajs shares committed offsets
 * between the consumers of one client.
 */
export function kafkaClient({ brokers, clientId, tls, login }: KafkaConnection, manner: ClientManner): Kafka {
  const { events = SILENT, retry, given, onClosed = () => undefined } = manner;
  return new Kafka({
    // An empty list is the one answer after which kafkajs stops trying to connect.
    brokers: () => (given.aborted ? [] : [...brokers]),
    clientId,
    ssl: tls !== undefined,
    ...(login && { sasl: saslOptions(login) }),
    connectionTimeout: CONNECT_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    retry: { factor: 0.2, multiplier: 2, ...retry },
    socketFactory: ({ host, port, onConnect }) =>
      openSocket({ host, port, tls, events, onConnect, onClosed }),
    logLevel: logLevel.WARN,
    logCreator: clientLog(events),
  });
}
