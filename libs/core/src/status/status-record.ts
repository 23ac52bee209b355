import type { Kod } from '../inquiry';
import {
  STATUS_HISTORY_MS,
  STATUS_MOST_CHANGES,
  wordOf,
  type AgencyStatus,
  type BreakerWord,
  type CallVerdict,
  type StatusWord,
  type WordSince,
} from './agency-status';
import { CallWindow } from './call-window';

/** What does not change while a worker runs. */
export interface StatusOf {
  readonly kod: Kod;
  readonly instance: string;
  readonly maintenance: boolean;
  /** Names of the services. */
  readonly services: readonly string[];
}

const share = (value: number): number => Math.round(value * 1000) / 1000;

/** One worker's memory of how its agency has been. Pure: times come in. */
export class StatusRecord {
  private readonly windows: ReadonlyMap<string, CallWindow>;
  private changes: readonly WordSince[] = [];

  constructor(private readonly of: StatusOf) {
    this.windows = new Map(of.services.map((name) => [name, new CallWindow()]));
  }

  /** A call to a service has ended. */
  ended(service: string, verdict: CallVerdict, ms: number, now: number): void {
    this.windows.get(service)?.count(verdict, ms, now);
  }

  /** How the agency is now; remembers the word when it is another one. */
  at(now: number, breakerOf: (service: string) => BreakerWord): AgencyStatus {
    const { kod, instance, maintenance } = this.of;
    const all = [...this.windows].map(([name, window]) => ({
      name,
      breaker: breakerOf(name),
      lastMinute: window.lastMinute(now),
      figures: window.figures(now),
    }));
    const word = wordOf({ maintenance, services: all });
    const changes = this.remember(word, now);
    return {
      kod,
      instance,
      maintenance,
      word,
      since: changes.at(-1)?.since ?? now,
      services: all.map(({ name, breaker, figures: { calls, timeouts, errors, p50Ms } }) => ({
        name,
        breaker,
        calls,
        timeouts: share(timeouts),
        errors: share(errors),
        ...(p50Ms !== undefined && { p50Ms }),
      })),
      changes,
    };
  }

  private remember(word: StatusWord, now: number): readonly WordSince[] {
    const news = this.changes.at(-1)?.word === word ? [] : [{ since: Math.floor(now), word }];
    const all = [...this.changes, ...news].slice(-STATUS_MOST_CHANGES);
    // What was followed by another word more than a day ago is history that nobody shows.
    this.changes = all.filter((_, i) => (all[i + 1]?.since ?? now) > now - STATUS_HISTORY_MS);
    return this.changes;
  }
}
