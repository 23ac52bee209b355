import type { Kod } from '../inquiry';
import {
  STATUS_GONE_MS,
  STATUS_HISTORY_MS,
  type AgencyStatus,
  type BreakerWord,
  type CallFigures,
  type ServiceStatus,
  type StatusWord,
  type WordSince,
} from './agency-status';

/** What one worker has said, and when the broker took it, ms since epoch. */
export interface HeardStatus {
  readonly status: AgencyStatus;
  readonly at: number;
}

/** The word of all workers of an agency; unknown when none has spoken. */
export type JoinedWord = StatusWord | 'unknown';

/** A service as all workers that are there see it; `mixed` where their breakers differ. */
export interface JoinedService extends CallFigures {
  readonly name: string;
  readonly breaker: BreakerWord | 'mixed';
}

/** How an agency is by the word of all of its workers. */
export interface JoinedStatus {
  readonly kod: Kod;
  readonly word: JoinedWord;
  /** Absent as long as no worker has ever spoken. */
  readonly since?: number;
  /** Workers that are there. */
  readonly workers: number;
  readonly services: readonly JoinedService[];
  /** Words of the last 24 hours, oldest first; the last one is the present. */
  readonly history: readonly WordSince<JoinedWord>[];
}

/** Changes of an agency that are told of, at most: the newest. */
const MOST_HISTORY = 100;

/** When a worker that says no more counts as gone. */
const endOf = ({ status, at }: HeardStatus): number => (status.leaving ? at : at + STATUS_GONE_MS);

/** Nothing is told of before it happens, whatever a clock says. */
const sinceOf = ({ since }: WordSince, { at }: HeardStatus): number => Math.min(since, at);

/** What a worker said of a time; undefined where it was not there. */
function wordAt(heard: HeardStatus, time: number): StatusWord | undefined {
  if (time >= endOf(heard)) return undefined;
  return heard.status.changes.findLast((change) => sinceOf(change, heard) <= time)?.word;
}

/** One word of several workers: theirs where they agree, else troubled: some questions are answered, others not. */
function joined(words: readonly StatusWord[]): JoinedWord {
  const [first, ...others] = new Set(words);
  if (first === undefined) return 'unknown';
  return others.length === 0 ? first : 'troubled';
}

function joinedAt(all: readonly HeardStatus[], time: number): JoinedWord {
  return joined(all.flatMap((one) => wordAt(one, time) ?? []));
}

/**
 * The words of an agency over the last 24 hours, from what its workers say of themselves: no reader has to have been
 * there. Begins with the first word that is known.
 */
export function statusHistory(all: readonly HeardStatus[], now: number): readonly WordSince<JoinedWord>[] {
  const from = now - STATUS_HISTORY_MS;
  const turns = all.flatMap((one) => [
    ...one.status.changes.map((change) => sinceOf(change, one)),
    endOf(one),
  ]);
  const times = [...new Set(turns)].filter((time) => time <= now).toSorted((a, b) => a - b);
  const history: WordSince<JoinedWord>[] = [];
  for (const since of times) {
    const word = joinedAt(all, since);
    const before = history.at(-1);
    if (before ? before.word !== word : word !== 'unknown') history.push({ since, word });
  }
  return history.filter((_, i) => (history[i + 1]?.since ?? now) >= from).slice(-MOST_HISTORY);
}

/** Joins what the workers of one agency have said. */
export function joinStatus(kod: Kod, all: readonly HeardStatus[], now: number): JoinedStatus {
  const there = all.filter((one) => now < endOf(one));
  const history = statusHistory(all, now);
  const since = history.at(-1)?.since;
  return {
    kod,
    word: joined(there.map(({ status }) => status.word)),
    ...(since !== undefined && { since }),
    workers: there.length,
    services: servicesOf(there.flatMap(({ status }) => status.services)),
    history,
  };
}

function servicesOf(all: readonly ServiceStatus[]): readonly JoinedService[] {
  return [...Map.groupBy(all, ({ name }) => name)].map(([name, same]) => {
    const calls = same.reduce((sum, one) => sum + one.calls, 0);
    const mean = (of: (one: ServiceStatus) => number, weight: (one: ServiceStatus) => number): number => {
      const weights = same.reduce((sum, one) => sum + weight(one), 0);
      return weights === 0 ? 0 : same.reduce((sum, one) => sum + of(one) * weight(one), 0) / weights;
    };
    const byCalls = (one: ServiceStatus): number => one.calls;
    // A median of medians, which is near enough: replicas are asked the same questions.
    const answered = (one: ServiceStatus): number =>
      one.p50Ms === undefined ? 0 : one.calls * (1 - one.timeouts - one.errors);
    const p50Ms = Math.round(mean(({ p50Ms: ms = 0 }) => ms, answered));
    const breakers = new Set(same.map(({ breaker }) => breaker));
    const [breaker = 'mixed' as const] = breakers.size === 1 ? breakers : [];
    return {
      name,
      breaker,
      calls,
      timeouts: mean(({ timeouts }) => timeouts, byCalls),
      errors: mean(({ errors }) => errors, byCalls),
      ...(p50Ms > 0 && { p50Ms }),
    };
  });
}
