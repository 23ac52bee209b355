import { connect, type Socket } from 'node:net';
import {
  API,
  createTopicsBody,
  fetchBody,
  fetched,
  producedError,
  produceBody,
  request,
  type Api,
} from './wire.ts';

const FETCH_WAIT_MS = 500;

/** A connection to the broker, which answers requests in the order in which they come. */
class Connection {
  private readonly waiting: Array<(body: Buffer) => void> = [];
  private readonly socket: Socket;
  private gathered: Buffer[] = [];
  private size = 0;
  private sent = 0;

  constructor(port: number) {
    this.socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.socket.on('data', (chunk) => this.take(chunk));
    // The floor has no second chance: a connection that breaks ends the process, and the benchmark says so.
    this.socket.on('close', (broken) => {
      if (broken || this.waiting.length > 0) throw new Error('Kafka has gone.');
    });
  }

  end(): void {
    this.socket.end();
  }

  ask(api: Api, body: readonly Buffer[]): Promise<Buffer> {
    this.socket.write(request(api, (this.sent += 1), body));
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private take(chunk: Buffer): void {
    this.gathered.push(chunk);
    this.size += chunk.length;
    if (this.size < 4) return;
    let all = this.gathered.length === 1 ? chunk : undefined;
    const head = all ?? this.gathered[0] ?? chunk;
    if (head.length >= 4 && this.size < head.readInt32BE(0) + 4) return;
    all ??= Buffer.concat(this.gathered);
    while (all.length >= 4 && all.length >= all.readInt32BE(0) + 4) {
      const end = all.readInt32BE(0) + 4;
      this.waiting.shift()?.(all.subarray(8, end));
      all = all.subarray(end);
    }
    this.gathered = all.length > 0 ? [all] : [];
    this.size = all.length;
  }
}

/** Makes topics. */
export async function createTopics(port: number, topics: readonly string[]): Promise<void> {
  const connection = new Connection(port);
  await connection.ask(API.createTopics, createTopicsBody(topics));
  connection.end();
}

/** Sends to one topic: what comes while a request is under way goes with the next one. */
export class Producer {
  private readonly connection: Connection;
  private readonly topic: string;
  private queue: Buffer[] = [];
  private next: Promise<void> | undefined;
  private last: Promise<void> = Promise.resolve();

  constructor(port: number, topic: string) {
    this.connection = new Connection(port);
    this.topic = topic;
  }

  /** Resolves when the broker has written it. */
  send(value: Buffer): Promise<void> {
    this.queue.push(value);
    this.next ??= this.last.then(() => this.flush());
    return this.next;
  }

  private flush(): Promise<void> {
    const values = this.queue;
    this.queue = [];
    this.next = undefined;
    this.last = this.connection.ask(API.produce, produceBody(this.topic, values)).then((body) => {
      const error = producedError(body, this.topic);
      if (error !== 0) throw new Error(`produce: ${error}`);
    });
    return this.last;
  }
}

/** Reads a topic from its beginning, for ever. */
export async function consume(port: number, topic: string, take: (value: Buffer) => void): Promise<never> {
  const connection = new Connection(port);
  for (let offset = 0; ;) {
    const response = await connection.ask(API.fetch, fetchBody(topic, offset, FETCH_WAIT_MS));
    const { error, values, nextOffset } = fetched(response, topic, offset);
    if (error !== 0) throw new Error(`fetch: ${error}`);
    offset = nextOffset;
    for (const value of values) take(value);
  }
}
