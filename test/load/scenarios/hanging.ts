import { latencyOf, round, type Latency } from '../load/figures.ts';
import { openLoop } from '../load/loops.ts';
import { HANGING_PERSON } from '../load/persons.ts';
import { ELEMENTS } from '../load/question.ts';
import { CALM, RATE, type Bench } from './bench.ts';

/** What others feel when something hangs, ms. */
export interface Hanging {
  readonly without: Latency;
  readonly with: Latency;
  /** How much longer the p99 is with it, per cent. */
  readonly p99Percent: number;
}

const PERSON_EVERY_MS = 1000;
const HANGS = 'CSN';
/** Length of each part, in lengths of a measurement. */
const LENGTH = 1.2;
/** One question of so many asks the agency that hangs. */
const ASKS_IT = 5;
const TENTH = 10;
const OTHERS = ELEMENTS.filter((element) => element !== HANGS);

/**
 * One person whose question CSN never answers is asked about every second; all other inquiries, at a constant rate
 * and asking CSN too, must not feel it. Measured before, beside and after, because machines change their pace.
 */
export async function hangingPerson({ asker, seconds, progress }: Bench): Promise<Hanging> {
  const load = { perSecond: RATE, seconds: seconds * LENGTH };
  progress('nobody hangs');
  const before = await openLoop(() => asker.ask(), load);
  progress('one person hangs at one agency');
  const hanging: Promise<unknown>[] = [];
  const askHanging = (): void =>
    void hanging.push(asker.ask({ personidentitet: HANGING_PERSON, hangs: HANGS }));
  askHanging();
  const timer = setInterval(askHanging, PERSON_EVERY_MS);
  const beside = await openLoop(() => asker.ask(), load).finally(() => clearInterval(timer));
  progress('until nobody hangs any more');
  await loadUntil(Promise.all(hanging), asker);
  progress('nobody hangs again');
  const after = await openLoop(() => asker.ask(), load);
  return compared([...before.latencies, ...after.latencies], beside.latencies);
}

/** Without the others' calls the time-outs of those that hang would be all that the breaker sees, and open it. */
async function loadUntil(settled: Promise<unknown>, asker: Bench['asker']): Promise<void> {
  let over = false;
  void settled.then(() => (over = true));
  while (!over) await openLoop(() => asker.ask(), { perSecond: RATE, seconds: 1 });
}

/** What others get when one question in ten hangs at one agency. */
export interface Tenth {
  /** Questions about others: those asked, and those answered right. */
  readonly asked: number;
  readonly answered: number;
  readonly latency: Latency;
}

/** At a constant rate, one question in ten is about a person whom CSN never answers. */
export async function hangingTenth({ asker, seconds, progress }: Bench): Promise<Tenth> {
  progress('one question in ten hangs');
  const hangs = (index: number): boolean => index % TENTH === 0;
  const total = Math.round(RATE * seconds);
  const { latencies } = await openLoop(
    (index) => asker.ask(hangs(index) ? { personidentitet: HANGING_PERSON, hangs: HANGS } : {}),
    { perSecond: RATE, seconds, counts: (index) => !hangs(index) },
  );
  return {
    asked: total - Math.ceil(total / TENTH),
    answered: latencies.length,
    latency: latencyOf(latencies),
  };
}

/** A whole agency hangs and every fifth inquiry asks it; those that do not ask it must not feel it. */
export async function hangingAgency({ asker, seconds, mesh, progress }: Bench): Promise<Hanging> {
  const asksIt = (index: number): boolean => index % ASKS_IT === 0;
  const load = { perSecond: RATE, seconds: seconds * LENGTH, counts: (index: number) => !asksIt(index) };
  progress('no agency hangs');
  const without = await openLoop((index) => asker.ask(asksIt(index) ? {} : { inkludera: OTHERS }), load);
  progress('one agency hangs');
  await mesh.stage.control({ ...CALM, latencyMs: -1 }, 'csn');
  const ask = (index: number) => asker.ask(asksIt(index) ? { hangs: HANGS } : { inkludera: OTHERS });
  const beside = await openLoop(ask, load);
  await mesh.stage.control(CALM, 'csn');
  return compared(without.latencies, beside.latencies);
}

function compared(without: readonly number[], beside: readonly number[]): Hanging {
  const before = latencyOf(without);
  const after = latencyOf(beside);
  return { without: before, with: after, p99Percent: round((after.p99 / before.p99 - 1) * 100, 1) };
}
