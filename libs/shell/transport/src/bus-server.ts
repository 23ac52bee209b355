import { Server, type CustomTransportStrategy } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import type { ConsumeOptions, Consumption, Incoming, MessageBus } from '@ssbtek/messaging';

/** How a Nest application reads its topic: everything of {@link ConsumeOptions} but what Nest supplies. */
export interface BusServerOptions extends Omit<ConsumeOptions, 'topic' | 'handler'> {
  /**
   * How long a stop waits for messages in flight, ms; the bus's own time when left out. Zero for handlers that
   * wait for further messages: what they hold is not committed and goes to the next reader.
   */
  readonly stopWaitMs?: number;
}

/** Events and status of the strategy: it has none of its own, the bus reports to telemetry. */
type NoEvents = Record<string, never>;

/**
 * Nest transport over the message bus (architecture 5). Nest's own Kafka transport awaits each handler per
 * partition and loses messages in a crash; here `@EventPattern(topic)` handlers run side by side and a message
 * counts as done when its handler's promise resolves. A handler that fails is tried again by the bus.
 */
export class BusServer extends Server<NoEvents> implements CustomTransportStrategy {
  /** The bus must see a handler's failure: it decides between another try and a dead letter. */
  override readonly propagatesEventHandlerErrors = true;
  private readonly consumptions: Consumption[] = [];

  constructor(
    private readonly bus: MessageBus,
    private readonly options: BusServerOptions,
  ) {
    super();
  }

  /** Starts one consumption per pattern that a controller declared. */
  listen(callback: (error?: unknown) => void): void {
    this.start().then(() => callback(), callback);
  }

  async close(): Promise<void> {
    await Promise.all(this.consumptions.map((consumption) => consumption.stop(this.options.stopWaitMs)));
  }

  /** The running consumptions, for health. */
  running(): readonly Consumption[] {
    return this.consumptions;
  }

  override on(): void {
    throw new Error('the bus transport has no events');
  }

  override unwrap<T>(): T {
    return this.bus as T;
  }

  private async start(): Promise<void> {
    for (const [topic, handler] of this.messageHandlers) {
      const handle = (message: Incoming): Promise<void> => deliver(handler as Handler, message);
      const { stopWaitMs: _stopWaitMs, ...options } = this.options;
      this.consumptions.push(await this.bus.consume({ ...options, topic, handler: handle }));
    }
  }
}

/** What Nest registers for a pattern. */
type Handler = (message: Incoming) => Promise<unknown>;

/** Runs a Nest handler to its end: it may return a value, a promise, or an observable of either. */
async function deliver(handler: Handler, message: Incoming): Promise<void> {
  const result = await handler(message);
  if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
}
