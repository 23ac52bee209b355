import { logLevel, type logCreator } from 'kafkajs';
import type { BusEvents } from '@ssbtek/messaging';
import { atMostEvery } from './at-most-every';

/** The same trouble of an absent broker is told once in this time. */
const REPEAT_MS = 10_000;

const WORDS: Readonly<Record<number, string>> = {
  [logLevel.ERROR]: 'kafka client error',
  [logLevel.WARN]: 'kafka client warning',
};

/**
 * kafkajs' log lines as events of fixed words: its texts hold addresses, its extras whole errors. What the
 * client does about by itself (a response with an error, a rebalance) is not told.
 */
export function clientLog(events: BusEvents): logCreator {
  return () =>
    ({ level, namespace, log }) => {
      const words = WORDS[level];
      if (!words || log.message.startsWith('Response ') || log.message.startsWith('The group is rebalancing'))
        return;
      const part = namespace || 'client';
      if (atMostEvery(REPEAT_MS, events, words + part)) events.problem?.(words, { part });
    };
}
