import { Agenda } from './agenda.ts';
import type { AgencyMood } from './agency.ts';
import { Group, type GroupNumbers } from './group.ts';
import { exponential, randomFrom } from './random.ts';
import type { Fate } from './replica.ts';

/** What the world does, by time in ms since the start. */
export interface World {
  readonly seconds: number;
  /** Questions per second that ask this agency. */
  readonly asking: (ms: number) => number;
  /** Questions per second that ask other agencies only: every worker reads them. */
  readonly passing: (ms: number) => number;
  readonly mood: (ms: number) => AgencyMood;
  /** Changes of the number of replicas by hand, by time in ms. */
  readonly byHand?: readonly (readonly [ms: number, replicas: number])[];
}

/** One second of a run. */
export interface Second {
  readonly second: number;
  readonly replicas: number;
  /** Messages not committed, not finished, not begun. */
  readonly lag: number;
  readonly unfinished: number;
  readonly waiting: number;
}

/** What a run comes to. */
export interface Outcome {
  readonly fates: Readonly<Record<Fate, number>>;
  /** Questions whose agency's data came in time, of those that asked it. */
  readonly share: number;
  /** Until a question was begun. */
  readonly longestWaitMs: number;
  readonly seconds: readonly Second[];
  readonly rebalances: number;
}

/** Runs one group through a world. The same seed gives the same outcome. */
export function simulate(world: World, numbers: GroupNumbers, seed = 1): Outcome {
  const agenda = new Agenda();
  // Streams of their own: whatever the replicas do, the same questions come at the same time.
  const [answers, asking, passing] = [randomFrom(seed), randomFrom(seed + 1), randomFrom(seed + 2)];
  const fates: Record<Fate, number> = { data: 0, timeout: 0, 'breaker-open': 0, expired: 0 };
  let longestWaitMs = 0;
  const group = new Group(numbers, {
    agenda,
    random: answers,
    mood: () => world.mood(agenda.now),
    over: (fate, waitedMs) => {
      fates[fate] += 1;
      longestWaitMs = Math.max(longestWaitMs, waitedMs);
    },
  });
  const end = world.seconds * 1000;
  const arrive = (asks: boolean, random: () => number, perSecond: (ms: number) => number): void => {
    const next = (): void => {
      const rate = perSecond(agenda.now);
      // Without arrivals at the moment: look again soon.
      agenda.after(rate > 0 ? exponential(random, 1000 / rate) : 100, () => {
        if (agenda.now >= end) return;
        if (rate > 0)
          group.append({
            appendedAt: agenda.now,
            partition: Math.floor(random() * numbers.partitions),
            asks,
          });
        next();
      });
    };
    next();
  };
  arrive(true, asking, world.asking);
  arrive(false, passing, world.passing);
  for (const [ms, replicas] of world.byHand ?? []) agenda.at(ms, () => group.scaleTo(replicas));
  const seconds: Second[] = [];
  agenda.every(1000, () => {
    const { replicas, lag, unfinished, waiting } = group;
    if (agenda.now <= end) seconds.push({ second: agenda.now / 1000, replicas, lag, unfinished, waiting });
  });
  agenda.runUntil(end + numbers.worker.deadlineMs + 1000);
  const all = Object.values(fates).reduce((sum, count) => sum + count, 0);
  const share = all === 0 ? 1 : fates.data / all;
  return { fates, share, longestWaitMs, seconds, rebalances: group.rebalances };
}
