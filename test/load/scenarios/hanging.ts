import { latencyOf, round, type Latency } from '../load/figures.ts';
import { openLoop } from '../load/loops.ts';
import { HANGING_PERSON } from '../load/persons.ts';
import { ELEMENTS } from '../../support/question.ts';
import { AGENCY_MS, RATE, type Bench } from './bench.ts';

/** What others feel when something hangs, ms. */
export interface Hanging {
  readonly without: Latency;
  readonly with: Latency;
  /** How much longer the p99 is with it, per cent. */
  readonly p99Percent: number;
}

const PERSON_EVERY_MS = 1000;
const HANGS = 'CSN';
/** One question of so many asks the agency that hangs. */
const ASKS_IT = 5;
const OTHERS = ELEMENTS.filter((element) => element !== HANGS);

/**
 * One person whose question CSN never answers is asked about every second; all other inquiries, at a constant rate
 * and asking CSN too, must not feel it.
 */
export async function hangingPerson({ asker, seconds, mesh, progress }: Bench): Promise<Hanging> {
  const load = { perSecond: RATE, seconds: seconds * 1.5 };
  // A latency of the control would replace what the simulator does for this person: CSN answers the others at once.
  await mesh.control({ nonce: true }, 'csn');
  progress('nobody hangs');
  const without = await openLoop(() => asker.ask(), load);
  progress('one person hangs at one agency');
  const hanging: Promise<unknown>[] = [];
  const askHanging = (): void =>
    void hanging.push(asker.ask({ personidentitet: HANGING_PERSON, hangs: HANGS }));
  askHanging();
  const timer = setInterval(askHanging, PERSON_EVERY_MS);
  const beside = await openLoop(() => asker.ask(), load).finally(() => clearInterval(timer));
  progress('waiting for what hangs');
  await Promise.all(hanging);
  await mesh.control({ latencyMs: AGENCY_MS, nonce: true }, 'csn');
  return compared(without.latencies, beside.latencies);
}

/** A whole agency hangs and every fifth inquiry asks it; those that do not ask it must not feel it. */
export async function hangingAgency({ asker, seconds, mesh, progress }: Bench): Promise<Hanging> {
  const asksIt = (index: number): boolean => index % ASKS_IT === 0;
  const load = { perSecond: RATE, seconds: seconds * 1.5, counts: (index: number) => !asksIt(index) };
  progress('no agency hangs');
  const without = await openLoop((index) => asker.ask(asksIt(index) ? {} : { inkludera: OTHERS }), load);
  progress('one agency hangs');
  await mesh.control({ latencyMs: -1, nonce: true }, 'csn');
  const ask = (index: number) => asker.ask(asksIt(index) ? { hangs: HANGS } : { inkludera: OTHERS });
  const beside = await openLoop(ask, load);
  await mesh.control({ latencyMs: AGENCY_MS, nonce: true }, 'csn');
  return compared(without.latencies, beside.latencies);
}

function compared(without: readonly number[], beside: readonly number[]): Hanging {
  const before = latencyOf(without);
  const after = latencyOf(beside);
  return { without: before, with: after, p99Percent: round((after.p99 / before.p99 - 1) * 100, 1) };
}
