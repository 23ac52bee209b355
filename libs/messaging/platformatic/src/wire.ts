import {
  Connection,
  protocolAPIsById,
  ResponseError,
  type API,
  type ConnectionOptions,
} from '@platformatic/kafka';
import type { BusEvents } from '@ssbtek/messaging';
import {
  atMostEvery,
  type KafkaTrouble,
  tlsTowards,
  UNREACHABLE,
  watchSocket,
  type DriverManner,
  type KafkaConnection,
} from '@ssbtek/messaging-kafka/driver';
import { isLoginRefused, ROUTINE, troubleIn } from './errors';
import { saslOptions } from './login';

const CONNECT_TIMEOUT_MS = 2000;
/** The same trouble of a broker that is tried again and again is told once in this time. */
const REPEAT_MS = 10_000;
/** The library's own queue would only hide requests from whoever waits for them. */
const IN_FLIGHT = 1000;

const SILENT: BusEvents = {};

/** Where a broker listens. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** How a client's wires behave. */
export interface WireManner extends DriverManner {
  /** A broker that is paused answers no request: after this the connection is given up, ms. */
  readonly requestTimeoutMs: number;
  readonly onClosed?: () => void;
}

/** A connection to one broker, made when it is needed and again after it was lost. */
export class Wire {
  private opening: Promise<Connection> | undefined;
  /** `host:port`. */
  readonly broker: string;
  private readonly events: BusEvents;

  constructor(
    readonly address: Address,
    private readonly connection: KafkaConnection,
    private readonly manner: WireManner,
  ) {
    this.broker = `${address.host}:${address.port}`;
    this.events = manner.events ?? SILENT;
  }

  /** Sends a request. Rejects with a {@link KafkaTrouble}, also when the answer tells an error of any part of it. */
  async ask<Args extends unknown[], Answer>(api: API<Args, Answer>, ...args: Args): Promise<Answer> {
    const connection = await this.open();
    try {
      return await api.async(connection, ...args);
    } catch (error) {
      throw this.told(api.key, error);
    }
  }

  /** The same for a request about several things: errors of some of them stand in its answer. */
  async askForEach<Args extends unknown[], Answer>(api: API<Args, Answer>, ...args: Args): Promise<Answer> {
    const connection = await this.open();
    try {
      return await api.async(connection, ...args);
    } catch (error) {
      if (error instanceof ResponseError) return error['response'] as Answer;
      throw this.told(api.key, error);
    }
  }

  /** Resolves once it is there. */
  async open(): Promise<Connection> {
    this.opening ??= this.connect();
    return this.opening;
  }

  /** Everything under way fails. */
  close(): void {
    const { opening } = this;
    this.opening = undefined;
    opening?.then(destroy, () => undefined);
  }

  private async connect(): Promise<Connection> {
    const { host, port } = this.address;
    const connection = new Connection(this.connection.clientId, this.options());
    // Whoever waits is told by its request; without a listener the library's event would end the process.
    connection.on('error', () => undefined);
    try {
      const connected = connection.connect(host, port);
      const { tls } = this.connection;
      watchSocket(connection.socket, { host, port, tls, events: this.events, onClosed: () => this.closed() });
      await connected;
    } catch (error) {
      this.opening = undefined;
      destroy(connection);
      throw this.notConnected(error);
    }
    if (this.manner.given.aborted) destroy(connection);
    return connection;
  }

  private options(): ConnectionOptions {
    const { tls, login } = this.connection;
    return {
      connectTimeout: CONNECT_TIMEOUT_MS,
      requestTimeout: this.manner.requestTimeoutMs,
      maxInflights: IN_FLIGHT,
      ...(tls && { tls: tlsTowards(this.address.host, tls) }),
      ...(login && { sasl: saslOptions(login) }),
    };
  }

  private closed(): void {
    this.opening = undefined;
    this.manner.onClosed?.();
  }

  private notConnected(error: unknown): KafkaTrouble {
    const trouble = troubleIn(error, this.broker);
    const { code } = trouble;
    if (isLoginRefused(error)) this.tell('a broker refused the login', 'login', code);
    // Of everything else the socket has told.
    else if (code === 'ETIMEDOUT') this.tell(UNREACHABLE, 'connect', code);
    return trouble;
  }

  private told(apiKey: number, error: unknown): KafkaTrouble {
    const trouble = troubleIn(error, this.broker);
    const operation = (protocolAPIsById as Readonly<Record<number, string>>)[apiKey] ?? 'request';
    if (!trouble.ofConnection && !ROUTINE.has(trouble.code))
      this.tell('a broker refused a request', operation, trouble.code);
    return trouble;
  }

  private tell(words: string, operation: string, code: string): void {
    const { broker, events } = this;
    if (atMostEvery(REPEAT_MS, events, `${words} ${broker} ${operation} ${code}`))
      events.problem?.(words, { broker, operation, code });
  }
}

/** The library's own way to close waits for what cannot be written any more. */
const destroy = (connection: Connection): void => {
  void connection.socket.destroy();
};
