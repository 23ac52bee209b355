import { BusUnavailable, MessageRefused, type MessageBus } from './bus';

/** A bus that knows which topics do not take what is written to them. */
export interface WatchedBus extends MessageBus {
  /** One sentence of fixed words per topic that did not take what was last written to it, a moment ago. */
  refusedWrites(): readonly string[];
  lacks(): readonly string[];
}

/** What was refused longer ago says nothing of now: without anything to write nobody would ever find out. */
const STILL_TRUE_MS = 10_000;

/** Why a message was not taken, in a word of the broker's where there is one; undefined for the message's own fault. */
export function refusalWord(error: unknown): string | undefined {
  if (error instanceof BusUnavailable) return error.code ?? 'not acknowledged';
  if (error instanceof MessageRefused) return error.reason === 'too-large' ? undefined : error.reason;
  return undefined;
}

/** The bus as one role uses it. */
export function watchedWrites(bus: MessageBus): WatchedBus {
  const refused = new Map<string, { readonly at: number; readonly word: string }>();
  return {
    clock: bus.clock,
    connected: () => bus.connected(),
    lacks: () => bus.lacks?.() ?? [],
    partitions: (topic) => bus.partitions(topic),
    async publish(messages, timeoutMs) {
      try {
        await bus.publish(messages, timeoutMs);
      } catch (error) {
        const word = refusalWord(error);
        // A bus that is away is a sentence of its own.
        if (word !== undefined && bus.connected())
          for (const { topic } of messages) refused.set(topic, { at: performance.now(), word });
        throw error;
      }
      if (refused.size > 0) for (const { topic } of messages) refused.delete(topic);
    },
    consume: (options) => bus.consume(options),
    close: () => bus.close(),
    refusedWrites: () =>
      [...refused]
        .filter(([, { at }]) => performance.now() - at < STILL_TRUE_MS)
        .map(([topic, { word }]) => `${topic} cannot be written: ${word}`),
  };
}
