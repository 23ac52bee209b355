import type { CallFigures, CallVerdict, LastMinute } from './agency-status';

const SLOT_MS = 10_000;
const WINDOW_MS = 5 * 60_000;
const MINUTE_MS = 60_000;
/** Times are counted in classes, each a fifth longer than the one before. */
const STEP = Math.log(1.2);

/** Calls that ended within ten seconds. */
interface Slot {
  readonly from: number;
  calls: number;
  timeouts: number;
  errors: number;
  /** Answered calls by the class of their time. */
  readonly times: Map<number, number>;
}

const classOf = (ms: number): number => Math.max(0, Math.ceil(Math.log(Math.max(1, ms)) / STEP));
/** The middle of a class, whole ms. */
const msOf = (one: number): number => Math.max(1, Math.round(Math.exp((one - 0.5) * STEP)));

/** What the calls to one service came to in the last five minutes: a few hundred numbers, however many calls. */
export class CallWindow {
  private slots: Slot[] = [];

  /** @param now ms since epoch; a clock that has gone back counts into the newest slot */
  count(verdict: CallVerdict, ms: number, now: number): void {
    const slot = this.slotAt(now);
    slot.calls += 1;
    if (verdict === 'timeout') slot.timeouts += 1;
    else if (verdict === 'error') slot.errors += 1;
    else slot.times.set(classOf(ms), (slot.times.get(classOf(ms)) ?? 0) + 1);
  }

  /** Of the last five minutes. */
  figures(now: number): CallFigures {
    const slots = this.since(now - WINDOW_MS);
    const calls = sum(slots, 'calls');
    const share = (of: 'timeouts' | 'errors'): number => (calls === 0 ? 0 : sum(slots, of) / calls);
    const p50Ms = median(slots);
    return {
      calls,
      timeouts: share('timeouts'),
      errors: share('errors'),
      ...(p50Ms !== undefined && { p50Ms }),
    };
  }

  lastMinute(now: number): LastMinute {
    const slots = this.since(now - MINUTE_MS);
    return { calls: sum(slots, 'calls'), failed: sum(slots, 'timeouts') + sum(slots, 'errors') };
  }

  private since(time: number): readonly Slot[] {
    return this.slots.filter(({ from }) => from + SLOT_MS > time);
  }

  private slotAt(now: number): Slot {
    const newest = this.slots.at(-1);
    const from = Math.floor(now / SLOT_MS) * SLOT_MS;
    if (newest && newest.from >= from) return newest;
    const slot = { from, calls: 0, timeouts: 0, errors: 0, times: new Map<number, number>() };
    this.slots = [...this.since(now - WINDOW_MS), slot];
    return slot;
  }
}

const sum = (slots: readonly Slot[], of: 'calls' | 'timeouts' | 'errors'): number =>
  slots.reduce((total, slot) => total + slot[of], 0);

function median(slots: readonly Slot[]): number | undefined {
  const counts = new Map<number, number>();
  for (const { times } of slots)
    for (const [one, count] of times) counts.set(one, (counts.get(one) ?? 0) + count);
  const half = [...counts.values()].reduce((total, count) => total + count, 0) / 2;
  let below = 0;
  for (const [one, count] of [...counts].toSorted(([a], [b]) => a - b)) {
    below += count;
    if (below >= half) return msOf(one);
  }
  return undefined;
}
