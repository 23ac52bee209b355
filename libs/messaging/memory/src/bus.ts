import {
  BusUnavailable,
  type BrokerClock,
  type BusEvents,
  type ConsumeOptions,
  type Consumption,
  type MessageBus,
  type Outgoing,
} from '@ssbtek/messaging';
import type { MemoryReader } from './reader';
import type { Network } from './network';
import type { MemoryTopic } from './topic';

/** As the port promises, ms. */
const PUBLISH_TIMEOUT_MS = 5000;

/** A broker, as one of its clients sees it. */
export interface BrokerOfBus {
  readonly isUp: boolean;
  /** The broker's clock, ms since epoch. */
  readonly now: () => number;
  readonly network: Network;
  /** @throws Error where there is no such topic */
  topic(name: string): MemoryTopic;
  append(messages: readonly Outgoing[]): void;
  read(options: ConsumeOptions, bus: MemoryBus): MemoryReader;
  disconnect(bus: MemoryBus): void;
}

/** One client of a broker in memory. */
export class MemoryBus implements MessageBus {
  readonly clock: BrokerClock;
  private readonly readers: MemoryReader[] = [];
  private closed = false;

  constructor(
    private readonly broker: BrokerOfBus,
    readonly events: BusEvents,
  ) {
    this.clock = { now: () => broker.now() };
  }

  connected(): boolean {
    return this.broker.isUp && !this.closed;
  }

  async partitions(topic: string): Promise<number> {
    return Promise.resolve(this.broker.topic(topic).partitions);
  }

  publish(messages: readonly Outgoing[], timeoutMs = PUBLISH_TIMEOUT_MS): Promise<void> {
    return this.broker.network.publish(this, messages, timeoutMs, (arrived) => {
      if (!this.connected()) throw new BusUnavailable(this.closed ? 'closed' : 'broker is down');
      this.broker.append(arrived);
    });
  }

  async consume(options: ConsumeOptions): Promise<Consumption> {
    if (this.closed) throw new BusUnavailable('closed');
    const reader = this.broker.read(options, this);
    this.readers.push(reader);
    return Promise.resolve(reader.consumption);
  }

  async close(): Promise<void> {
    await Promise.all(this.readers.map((reader) => reader.consumption.stop()));
    this.closed = true;
    this.broker.disconnect(this);
  }

  /** Fault: nothing is heard of this client any more. Its groups do without it; it does not know. */
  vanish(): void {
    for (const reader of this.readers) reader.vanish();
  }

  /** It is heard of again, and asks its groups to have it back. */
  comeBack(): void {
    for (const reader of this.readers) reader.again();
  }

  /** Fault: this client's process dies. What its consumers had not finished goes to others. */
  crash(): void {
    this.closed = true;
    for (const reader of this.readers) reader.crash();
    this.broker.disconnect(this);
  }
}
