import type { TLSSocket } from 'node:tls';
import type { ClientTls } from '@ssbtek/tls';
import type { BrokerLogin } from './login';

/** How this process reaches Kafka. */
export interface KafkaConnection {
  /** `host:port`, at least one. */
  readonly brokers: readonly string[];
  /** Names this process in the brokers' logs and quotas. */
  readonly clientId: string;
  /** TLS towards the brokers, by the certificates of each moment; absent: plain text. */
  readonly tls?: BrokerTls;
  /** Login by SASL; absent: none, or the client certificate alone. */
  readonly login?: BrokerLogin;
}

/** Certificates towards the brokers: each new connection uses what is in force then. Closed with the bus. */
export interface BrokerTls {
  current(): ClientTls;
  /** Told of each connection that is begun. */
  opened?(socket: TLSSocket): void;
  close(): void;
}
