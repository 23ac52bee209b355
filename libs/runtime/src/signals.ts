import type { EventEmitter } from 'node:events';
import type { Log } from '@ssbtek/telemetry';
import { fixedWords } from './fixed-words';

export interface StopOptions {
  readonly log: Log;
  readonly timeoutMs: number;
  readonly stop: () => Promise<void>;
  readonly exit: (code: number) => void;
}

/**
 * A signal this soon after the first is the same wish told twice: npm hands Ctrl-C on to a program that the terminal
 * has told already.
 */
const SAME_WISH_MS = 1000;

/** The first SIGTERM or SIGINT stops in good order and exits 0 (1 when the time limit is passed); the next exits at once. */
export function stopOnSignals(
  events: EventEmitter,
  { log, timeoutMs, stop, exit }: StopOptions,
): { stopping(): boolean } {
  let askedAt: number | undefined;
  const onSignal = (): void => {
    if (askedAt !== undefined) {
      if (performance.now() - askedAt > SAME_WISH_MS) exit(1);
      return;
    }
    askedAt = performance.now();
    log.info('stopping');
    const limit = setTimeout(() => {
      log.error('the time to stop is over, work in flight is left');
      exit(1);
    }, timeoutMs);
    void stop().then(
      () => {
        clearTimeout(limit);
        log.info('stopped');
        exit(0);
      },
      (error: unknown) => {
        log.error('stopping failed', { reason: fixedWords(error) });
        exit(1);
      },
    );
  };
  events.on('SIGTERM', onSignal);
  events.on('SIGINT', onSignal);
  return { stopping: () => askedAt !== undefined };
}

/** Warnings of the runtime that say nothing, by name and why. */
const HARMLESS_WARNINGS: Readonly<Record<string, string>> = {
  TimeoutNegativeWarning: 'the request queue of the Kafka client computes a wait that is over already',
};

/** A fault that nobody caught ends the process: what it has left behind is not known. Warnings go to the log. */
export function exitOnFaults(events: EventEmitter, log: Log, exit: (code: number) => void): void {
  const fault =
    (sentence: string) =>
    (error: unknown): void => {
      log.error(sentence, { reason: fixedWords(error) });
      exit(1);
    };
  events.on('uncaughtException', fault('a fault that nobody caught ends the process'));
  events.on('unhandledRejection', fault('a rejection that nobody handled ends the process'));
  events.on('warning', (warning: Error) => {
    if (!Object.hasOwn(HARMLESS_WARNINGS, warning.name))
      log.warn('warning of the runtime', { reason: warning.name });
  });
}
