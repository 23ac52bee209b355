import { logLevel, type logCreator } from 'kafkajs';
import type { BusEvents } from '@ssbtek/messaging';

/** The same trouble of an absent broker is told once in this time. */
const REPEAT_MS = 10_000;

/** Per bus, not per client: an outage makes many of those. */
const TOLD_AT = new WeakMap<BusEvents, Map<string, number>>();

const WORDS: Readonly<Record<number, string>> = {
  [logLevel.ERROR]: 'kafka client error',
  [logLevel.WARN]: 'kafka client warning',
};

/**
 * kafkajs' log lines as events of fixed words: its texts hold addresses, its extras whole errors. What the
 * client does about by itself (a response with an error, a rebalance) is not told.
 */
export function clientLog(events: BusEvents): logCreator {
  const toldAt = TOLD_AT.get(events) ?? new Map<string, number>();
  TOLD_AT.set(events, toldAt);
  return () =>
    ({ level, namespace, log }) => {
      const words = WORDS[level];
      if (!words || log.message.startsWith('Response ') || log.message.startsWith('The group is rebalancing'))
        return;
      const part = namespace || 'client';
      const now = performance.now();
      if (now - (toldAt.get(words + part) ?? -REPEAT_MS) < REPEAT_MS) return;
      toldAt.set(words + part, now);
      events.problem?.(words, { part });
    };
}
