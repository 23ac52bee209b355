import { connect, isIP } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { Kafka, logLevel, type ISocketFactory, type RetryOptions } from 'kafkajs';
import type { BusEvents } from '@ssbtek/messaging';
import { clientLog } from './client-log';
import type { KafkaConnection } from './options';
import './quiet-request-queue';

const CONNECT_TIMEOUT_MS = 2000;
/** A broker that is paused answers no request: after this the request counts as failed. */
const REQUEST_TIMEOUT_MS = 6000;
const KEEP_ALIVE_MS = 60_000;

/** Small requests must not wait for a full segment. */
const socketFactory =
  (onClosed: () => void): ISocketFactory =>
  ({ host, port, ssl, onConnect }) => {
    const socket = ssl
      ? connectTls({ host, port, ...(isIP(host) === 0 && { servername: host }), ...ssl }, onConnect)
      : connect({ host, port }, onConnect);
    return socket.setNoDelay(true).setKeepAlive(true, KEEP_ALIVE_MS).once('close', onClosed);
  };

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
export function kafkaClient({ brokers, clientId, ssl, sasl }: KafkaConnection, manner: ClientManner): Kafka {
  const { events = SILENT, retry, given, onClosed = () => undefined } = manner;
  return new Kafka({
    // An empty list is the one answer after which kafkajs stops trying.
    brokers: () => (given.aborted ? [] : [...brokers]),
    clientId,
    ...(ssl !== undefined && { ssl }),
    ...(sasl && { sasl }),
    connectionTimeout: CONNECT_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    retry: { factor: 0.2, multiplier: 2, ...retry },
    socketFactory: socketFactory(onClosed),
    logLevel: logLevel.WARN,
    logCreator: clientLog(events),
  });
}
