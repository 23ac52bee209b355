import type { HostChange, Of } from '../history.ts';
import type { Indexed, Rule } from './violation.ts';

/** Who writes past all clients. */
const NOBODY = 'nobody';
const INQUIRY = 'ssbtek.inquiry.v1';
/** How far apart clocks may be for nobody to wait any more (ADR 25). */
const TOLERANCE_MS = 2000;
/** Clocks are read in whole milliseconds. */
const ROUNDING_MS = 2;

/**
 * Until when, in the broker's clock, somebody waits for what was asked by this message. A copy that somebody makes in
 * time can put that off by what clocks may lie apart, and no further (ADR 25).
 */
function deadlineOf({ b, askedAt = 0, budgetMs = 0 }: Of<'append'>, isCopied: boolean): number {
  const nobodyWaitsAfter = askedAt + TOLERANCE_MS + budgetMs;
  return isCopied ? nobodyWaitsAfter : Math.min(b + budgetMs, nobodyWaitsAfter);
}

/** I7: no agency is called after the deadline. */
export const neverTooLate: Rule = function* (history) {
  for (const call of history.all('call')) {
    const asked = history
      .about(call.id, 'append')
      .filter((one) => one.topic === INQUIRY && one.host !== NOBODY && one.t <= call.t);
    if (asked.length === 0) {
      yield { invariant: 'I7', what: `${call.kod} is asked what nobody asks`, because: [call] };
      continue;
    }
    const isCopied = history
      .about(call.id, 'append')
      .some(({ topic, host, t }) => topic === INQUIRY && host === NOBODY && t <= call.t);
    const until =
      Math.max(...asked.map((one) => deadlineOf(one, isCopied))) - history.clockError(call.host, call.t);
    if (call.b > until + ROUNDING_MS)
      yield {
        invariant: 'I7',
        what: `${call.kod} is called ${Math.ceil(call.b - until)} ms after the deadline`,
        because: [...history.about(call.id, 'ask'), ...asked, call],
      };
  }
  for (const call of history.all('call')) {
    const [ask] = history.about(call.id, 'ask');
    if (ask && (ask.person !== call.person || !ask.koder.includes(call.kod)))
      yield { invariant: 'I7', what: `${call.kod} is asked what nobody asks`, because: [ask, call] };
  }
};

/** After these a process may no longer say what it has begun, or others may not know. */
const LOSES: readonly HostChange[] = ['dead', 'expelled', 'uncommitted'];

/**
 * I8: no agency is called more often than once, but for a worker that died, or that its group gave up, or whose commit
 * did not arrive, while it had asked and not committed.
 */
export const neverTwice: Rule = function* (history) {
  const calls = new Map<string, Of<'call'>[]>();
  for (const call of history.all('call')) {
    const key = `${call.id} ${call.kod} ${call.del}`;
    const known = calls.get(key);
    if (known) known.push(call);
    else calls.set(key, [call]);
  }
  for (const same of calls.values())
    for (const [at, call] of same.entries()) {
      const before = same[at - 1];
      if (before && !isExcused(history, before, call))
        yield {
          invariant: 'I8',
          what: `${call.kod} is asked twice`,
          because: [
            ...history.about(call.id, 'ask'),
            before,
            ...history.changes(before.host).filter(({ t }) => t >= before.t && t <= call.t),
            call,
          ],
        };
    }
};

function isExcused(history: Indexed, before: Of<'call'>, call: Of<'call'>): boolean {
  const lost = history
    .changes(before.host)
    .some(
      ({ what, t }) =>
        LOSES.includes(what) && t <= call.t && (what !== 'uncommitted' || t >= before.t - 10_000),
    );
  // One that was given up may read on for as long as it does not know.
  const wasGivenUp = history.changes(call.host).some(({ what, t }) => what === 'expelled' && t <= call.t);
  // What has been begun is remembered by who began it: a copy asks again where another has the partition by then.
  const copies = history.about(call.id, 'append').filter(({ topic, t }) => topic === INQUIRY && t <= call.t);
  return before.host !== call.host && (lost || wasGivenUp || copies.length > 1);
}
