import { countsAgainstBreaker } from '../failure';
import type { Kod } from '../inquiry';
import type { Outcome } from '../outcome';

/** How an agency is doing, in one word of the worker that asks it. */
export const STATUS_WORDS = ['well', 'troubled', 'down', 'maintenance'] as const;
export type StatusWord = (typeof STATUS_WORDS)[number];

/** What a service's breaker does with calls. */
export const BREAKER_WORDS = ['closed', 'open', 'half-open'] as const;
export type BreakerWord = (typeof BREAKER_WORDS)[number];

/** A word, and the time since when it held, ms since epoch in the broker's clock. */
export interface WordSince<W extends string = StatusWord> {
  readonly since: number;
  readonly word: W;
}

/** Calls of the last five minutes that say something about the agency. */
export interface CallFigures {
  readonly calls: number;
  /** Shares of the calls, 0 to 1: without an answer in time, and without a usable one. */
  readonly timeouts: number;
  readonly errors: number;
  /** Half of the answered calls took at most so long, ms, to within a tenth; absent without any. */
  readonly p50Ms?: number;
}

/** One service of an agency, as one worker has seen it lately. */
export interface ServiceStatus extends CallFigures {
  /** Name of the protocol. */
  readonly name: string;
  readonly breaker: BreakerWord;
}

/** What one worker says of its agency; nothing of a question, an answer or a person. */
export interface AgencyStatus {
  readonly kod: Kod;
  /** The worker's own name: replicas differ by it. */
  readonly instance: string;
  readonly maintenance: boolean;
  readonly word: StatusWord;
  /** Since when the word holds. */
  readonly since: number;
  readonly services: readonly ServiceStatus[];
  /** Words of the last 24 hours, oldest first; the last one is the present. */
  readonly changes: readonly WordSince[];
  /** The worker ends, and will say no more. */
  readonly leaving?: true;
}

/** How much of the past is kept, ms. */
export const STATUS_HISTORY_MS = 24 * 60 * 60_000;
/** A worker says how it is at least so often, ms. */
export const STATUS_EVERY_MS = 15_000;
/** Who has said nothing for so long is gone, ms. */
export const STATUS_GONE_MS = 3 * STATUS_EVERY_MS;
/** Changes that one worker tells of, at most. */
export const STATUS_MOST_CHANGES = 20;

/** What a call that has ended says about the agency. */
export type CallVerdict = 'answered' | 'timeout' | 'error';

/** Ends in which the agency had no part. */
const NOT_THE_AGENCY: ReadonlySet<string> = new Set([
  'mapping',
  'breaker-open',
  'busy',
  'overload',
  'maintenance',
  'undeliverable',
]);

/** An error of the agency's own is an answer; undefined where the agency had no part in it. */
export function callVerdict(outcome: Outcome): CallVerdict | undefined {
  if (outcome.type === 'data') return 'answered';
  const { failure } = outcome;
  if (NOT_THE_AGENCY.has(failure.kind)) return undefined;
  if (failure.kind === 'timeout') return 'timeout';
  return countsAgainstBreaker(failure) ? 'error' : 'answered';
}

/** From so many failed calls of so many in the last minute on an agency is troubled. */
const TROUBLED_SHARE = 0.2;
const TROUBLED_CALLS = 5;

/** Calls of the last minute, for the word. */
export interface LastMinute {
  readonly calls: number;
  /** Those without an answer, or without a usable one. */
  readonly failed: number;
}

/** What the word of an agency follows from. */
export interface WordFacts {
  readonly maintenance: boolean;
  readonly services: readonly { readonly breaker: BreakerWord; readonly lastMinute: LastMinute }[];
}

/** The word: down when no service is called, troubled when one is not or a fifth of its calls fail. */
export function wordOf({ maintenance, services }: WordFacts): StatusWord {
  if (maintenance) return 'maintenance';
  if (services.length > 0 && services.every(({ breaker }) => breaker !== 'closed')) return 'down';
  const troubled = services.some(
    ({ breaker, lastMinute: { calls, failed } }) =>
      breaker !== 'closed' || (calls >= TROUBLED_CALLS && failed >= calls * TROUBLED_SHARE),
  );
  return troubled ? 'troubled' : 'well';
}

/** Whether something is to be told at once: another word, or another state of a breaker. Figures alone are not. */
export function isStatusChange(before: AgencyStatus | undefined, after: AgencyStatus): boolean {
  if (!before || before.word !== after.word || before.leaving !== after.leaving) return true;
  const breakers = ({ services }: AgencyStatus): string =>
    services.map(({ name, breaker }) => `${name} ${breaker}`).join();
  return breakers(before) !== breakers(after);
}
