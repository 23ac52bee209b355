import type { Happening, Of, Part } from '../history.ts';
import type { Indexed, Rule, Violation } from './violation.ts';

/** Faults that nobody who asks may notice: the mesh is made to get over them. */
const UNNOTICED = new Set([
  'caller-goes-unnoticed',
  'caller-leaves',
  'batch-in-an-unknown-codec',
  'clock-off',
  'duplicates',
  'keys-rotated',
  'local-clock-off',
  'message-forged',
  'message-in-another-schema',
  'message-of-a-stranger',
  'message-of-another-inquiry',
  'message-redirected',
  'message-replayed',
  'process-restarted',
  'record-unreadable',
  'register-changed',
  'replica-comes',
  'replica-goes',
  'role-rolled',
]);
/** Kafka's session, what waits for it, and how long a breaker stays open, ms. */
const AFTERMATH_MS = 25_000;
/** Agencies are quick enough for this share of their time not to be used up by chance. */
const QUICK_SHARE = 1 / 40;

/**
 * Q1: a failure of ours has a reason. Fault 1000 and 1002 and the codes 2000 and 2001 come only when something has kept the
 * mesh from answering: of one agency's trouble nothing is seen at another, and a rolled role costs nobody anything.
 */
export const noFailureWithoutReason: Rule = function* (history) {
  const [begin] = history.all('begin');
  if (!begin?.ample || begin.agencyMedianMs > begin.deadlineMs * QUICK_SHARE) return;
  const reasons = reasonsOf(history);
  const isLate = lateTroubleOf(history);
  const own = (of: string, { t }: Of<'ask'>): boolean =>
    reasons(of, t - AFTERMATH_MS, t + begin.deadlineMs, true);
  for (const answer of history.all('answer')) {
    const [ask] = history.about(answer.id, 'ask');
    if (!ask || ask.typ === 'unreadable') continue;
    const excused = (role: string): boolean => reasons(role, ask.t - AFTERMATH_MS, answer.t);
    const because = [ask, ...history.about(ask.id, 'call'), ...history.about(ask.id, 'append'), answer];
    const wrong = (what: string): Violation => ({ invariant: 'Q1', what, because });
    const isFault = answer.felkod === '1000' || answer.felkod === '1002';
    if (isFault && !excused('aggregator') && !excused(ask.host))
      yield wrong(`fault ${answer.felkod} for no reason`);
    else if (
      answer.felkod === '1000' &&
      !isLate(ask, answer.t) &&
      !own('aggregator', ask) &&
      !own(ask.host, ask)
    )
      yield wrong('no answer in time, though what kept it was over in time');
    for (const part of answer.parts ?? [])
      if (isOurs(part) && !begin.maintenance.includes(part.kod))
        if (!excused('aggregator') && !excused(`worker-${part.kod}`))
          yield wrong(`${part.felkod} of ${part.kod} for no reason`);
  }
};

const isOurs = ({ felkod, kalla }: Part): boolean => felkod !== undefined && kalla !== 'BT';

/** Whether something kept a role, or a process of it, from its work between two moments. */
function reasonsOf(history: Indexed): (role: string, from: number, to: number, ownOnly?: boolean) => boolean {
  const general: number[] = [];
  const own = new Map<string, number[]>();
  const put = (of: string, t: number): void => void own.set(of, [...(own.get(of) ?? []), t]);
  for (const { kind, t, at } of history.all('fault')) {
    if (UNNOTICED.has(kind)) continue;
    if (kind.startsWith('agency-')) put(`worker-${at}`, t);
    else if (!PROCESS_FAULTS.has(kind)) general.push(t);
  }
  const [begin] = history.all('begin');
  for (const { what, t, role, host, ms = 0 } of history.all('host')) {
    const counts = what === 'clock' && role === 'aggregator' && isTooFarOff(ms, begin?.deadlineMs ?? 0);
    if (!counts && !['dead', 'held', 'expelled'].includes(what)) continue;
    put(role, t);
    put(host, t);
  }
  for (const [role, t] of deserted(history.all('host'))) put(role, t);
  return (of, from, to, ownOnly = false) =>
    [...(ownOnly ? [] : general), ...(own.get(of) ?? [])].some((t) => t >= from && t <= to);
}

/** A write that nobody hears of is sent again after five seconds; then it has to be read. */
const RECOVERY_MS = 8000;
/** What the broker refuses at once is sent again soon: after 200 ms, or after a second at most where a handler begins anew. */
const REFUSED_RECOVERY_MS = 2500;
const REFUSED_AT_ONCE = new Set(['brokers-rolled', 'leader-moved', 'topic-full']);
/** Of the ingress' deadline: when the aggregator's composite leaves at the latest. */
const AGGREGATOR_SHARE = 0.92;

/** Whether trouble with the broker, while a question was open, lasted until too short a time before its deadline. */
function lateTroubleOf(history: Indexed): (ask: Of<'ask'>, until: number) => boolean {
  const overs = history.all('over');
  const troubles = history
    .all('fault')
    .filter(({ kind }) => !UNNOTICED.has(kind) && !PROCESS_FAULTS.has(kind) && !kind.startsWith('agency-'))
    .map(({ kind, at, t }) => ({
      t,
      recoveryMs: REFUSED_AT_ONCE.has(kind) ? REFUSED_RECOVERY_MS : RECOVERY_MS,
      over: overs.find((one) => one.kind === kind && one.at === at && one.t >= t)?.t ?? Infinity,
    }));
  return ({ id, t: askedAt, deadlineMs }, until) => {
    if (history.about(id, 'append').length < 2) return true;
    const sentBy = askedAt + deadlineMs * AGGREGATOR_SHARE;
    return troubles.some(
      ({ t, over, recoveryMs }) => t <= until && over > sentBy - recoveryMs && over >= askedAt,
    );
  };
}

/** What a composite needs from the aggregator to the caller, ms. */
const WAY_BACK_MS = 100;

/**
 * Between the deadline of the aggregator and that of the ingress lies a share of it: an aggregator that believes it to be
 * earlier by more than that closes joins when nobody waits any more.
 */
const isTooFarOff = (ms: number, deadlineMs: number): boolean =>
  -ms > deadlineMs * (1 - AGGREGATOR_SHARE) - WAY_BACK_MS;

/** What they do to processes stands in the history by itself. */
const PROCESS_FAULTS = new Set([
  'all-replicas-gone',
  'event-loop-blocked',
  'process-killed',
  'process-paused',
  'process-paused-past-its-session',
]);

/** When roles were left without anybody who reads. */
function deserted(changes: readonly Of<'host'>[]): ReadonlyArray<readonly [role: string, t: number]> {
  const there = new Map<string, number>();
  const empty: Array<readonly [string, number]> = [];
  const gone = new Set<string>();
  for (const { what, role, host, t } of changes) {
    if (what === 'up') there.set(role, (there.get(role) ?? 0) + 1);
    if ((what !== 'dead' && what !== 'stopping') || gone.has(host)) continue;
    gone.add(host);
    there.set(role, (there.get(role) ?? 0) - 1);
    if (there.get(role) === 0) empty.push([role, t]);
  }
  // It stays so until somebody comes, and longer: whoever comes has to read what waits.
  const comes = (role: string, after: number): number =>
    changes.find((one) => one.role === role && one.what === 'up' && one.t > after)?.t ?? after;
  return empty.flatMap(([role, t]) => [[role, t] as const, [role, comes(role, t)] as const]);
}

/** Q2: who is not connected is not answered. */
export const noStranger: Rule = function* (history) {
  const [begin] = history.all('begin');
  if (!begin) return;
  const strangers = history
    .all('ask')
    .filter(({ organisation, typ }) => typ === 'fraga' && !begin.connected.includes(organisation));
  for (const ask of strangers) {
    const seen: readonly Happening[] = [
      ...history.about(ask.id, 'call'),
      ...history.about(ask.id, 'answer').filter(({ parts }) => parts),
    ];
    if (seen.length > 0) yield { invariant: 'Q2', what: 'a stranger is answered', because: [ask, ...seen] };
  }
};
