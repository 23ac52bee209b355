import { vi } from 'vitest';
import type {
  BusEvents,
  ConsumeOptions,
  Consumption,
  Incoming,
  MessageBus,
  Outgoing,
  PartitionEvent,
} from '../bus';

/** What the suite needs from a broker. */
export interface BusHarness {
  /** A client of its own over the same broker; closed by the harness at the end. */
  client(events?: BusEvents): MessageBus;
  /** Makes a new topic and returns its name. */
  topic(settings: { readonly partitions: number; readonly maxMessageBytes?: number }): Promise<string>;
  /** Adds partitions: there are so many afterwards. */
  grow(topic: string, partitions: number): Promise<void>;
  /** A partition begins at this offset from now on. */
  cutOff(topic: string, partition: number, below: number): Promise<void>;
  close(): Promise<void>;
}

/** Waits until the callback no longer throws. */
export const eventually = <T>(check: () => T): Promise<T> =>
  vi.waitFor(check, { timeout: 100_000, interval: 10 });

let groups = 0;

/** A group name nobody used before. */
export const newGroup = (): string => `suite-${process.pid}-${Date.now()}-${(groups += 1)}`;

/** A message with a text as its value. */
export const textMessage = (topic: string, text: string, more: Partial<Outgoing> = {}): Outgoing => ({
  topic,
  key: text,
  headers: {},
  value: Buffer.from(text),
  ...more,
});

/** A consumption whose handler notes what it gets and finishes a message when it is told to. */
export class Reader {
  readonly seen: Incoming[] = [];
  readonly events: PartitionEvent[] = [];
  private readonly gates = new Map<string, PromiseWithResolvers<void>>();
  private constructor(private readonly holds: (text: string) => boolean) {}
  private running: Consumption | undefined;

  /** Starts reading and waits until it is ready. Messages for which `holds` is true stay open until released. */
  static async start(
    bus: MessageBus,
    options: Partial<ConsumeOptions> & { topic: string },
    holds: (text: string) => boolean = () => false,
  ): Promise<Reader> {
    const reader = new Reader(holds);
    reader.running = await bus.consume({
      group: newGroup(),
      maxInFlight: 100,
      handler: (message) => reader.handle(message),
      onPartition: (event) => reader.events.push(event),
      ...options,
    });
    await eventually(() => {
      if (!reader.consumption.ready()) throw new Error('consumption is not ready');
    });
    return reader;
  }

  get consumption(): Consumption {
    if (!this.running) throw new Error('not started');
    return this.running;
  }

  /** Values as text, in the order in which the handler got them. */
  get texts(): string[] {
    return this.seen.map(({ value }) => Buffer.from(value).toString());
  }

  release(text: string): void {
    this.gate(text).resolve();
  }

  releaseAll(): void {
    for (const gate of this.gates.values()) gate.resolve();
  }

  private async handle(message: Incoming): Promise<void> {
    this.seen.push(message);
    const text = Buffer.from(message.value).toString();
    if (this.holds(text)) await this.gate(text).promise;
  }

  private gate(text: string): PromiseWithResolvers<void> {
    const gate = this.gates.get(text) ?? Promise.withResolvers<void>();
    this.gates.set(text, gate);
    return gate;
  }
}
