import { setTimeout as sleep } from 'node:timers/promises';
import { BusUnavailable, type BusEvents, type Incoming, type MessageBus } from './bus';
import { HEADER } from './codec/headers';
import { UnreadableMessage } from './codec/sealer';
import { deadLetter, deadLetterReason, isFinal } from './dead-letter';
import { isLetGo } from './let-go';
import type { LetterBudget } from './letter-budget';

const FIRST_BACKOFF_MS = 50;
const MAX_BACKOFF_MS = 1000;
/** Dead letters that fail while the broker is there: after these the message counts as done without one. */
const DEAD_LETTER_TRIES = 5;

/** What one message is tried with. */
export interface AttemptDeps {
  readonly group: string;
  readonly maxTries: number;
  readonly handler: (message: Incoming) => Promise<void>;
  readonly bus: Pick<MessageBus, 'publish' | 'connected'>;
  readonly events: BusEvents;
  readonly letters: LetterBudget;
  /** True when the message is no longer ours to finish. */
  readonly abandoned: () => boolean;
}

const backoffMs = (tries: number): number => Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (tries - 1));

/** Handles one message to its end: success, dead letter, or abandoned. Never rejects. */
export async function attempt(message: Incoming, deps: AttemptDeps): Promise<void> {
  const { maxTries, handler, events, group, abandoned } = deps;
  if (message.unreadable) return bury(message, 0, new UnreadableMessage('record'), deps);
  let tries = 0;
  for (let waits = 1; !abandoned(); waits += 1) {
    try {
      await handler(message);
      return;
    } catch (error) {
      if (!(error instanceof BusUnavailable)) tries += 1;
      if (isFinal(error)) return bury(message, tries, error, deps);
      const { topic, partition } = message;
      const reason = error instanceof BusUnavailable ? 'bus-unavailable' : deadLetterReason(error);
      events.problem?.('message handler failed', {
        ...trailOf(message),
        group,
        topic,
        partition,
        tries,
        reason,
      });
      if (tries >= maxTries || isLetGo(message)) return bury(message, tries, error, deps);
    }
    await sleep(backoffMs(waits));
  }
}

/** By what a message is found in logs and traces, as far as it says. */
function trailOf({ headers }: Incoming): Readonly<Record<string, string>> {
  const { [HEADER.inquiryId]: inquiryId, [HEADER.traceparent]: traceparent } = headers;
  return { ...(inquiryId && { inquiryId }), ...(traceparent && { traceparent }) };
}

/** Publishes the dead letter, for as long as it takes the broker to come back. */
async function bury(message: Incoming, tries: number, error: unknown, deps: AttemptDeps): Promise<void> {
  const { group, bus, events, letters, abandoned } = deps;
  const { topic, partition, offset } = message;
  if (!letters.take()) return events.deadLetterWithheld?.(topic);
  const reason = deadLetterReason(error);
  const detail = { ...trailOf(message), group, topic, partition, offset: String(offset), reason };
  const letter = deadLetter(message, group, tries, reason);
  let failures = 0;
  for (let waits = 1; !abandoned(); waits += 1) {
    try {
      await bus.publish([letter]);
      events.deadLettered?.(topic, detail);
      return;
    } catch {
      if (bus.connected()) failures += 1;
      if (failures >= DEAD_LETTER_TRIES) {
        // Holding the message for ever would block the place of one in flight: one bad message never stops a partition.
        events.problem?.('dead letter lost', detail);
        return;
      }
    }
    await sleep(backoffMs(waits));
  }
}
