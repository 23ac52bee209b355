import { failed, type Composite, type Outcome, type PartialReply } from './outcome';
import type { Kod } from './inquiry';

/** What the ingress announces before the first reply can come. */
export interface Opened {
  readonly inquiryId: string;
  /** Agencies asked, in the order of the answer. */
  readonly expected: readonly Kod[];
  /** Broker time (ms since epoch) at which the composite leaves, complete or not. */
  readonly deadlineMs: number;
}

/** Why a join closed: label `reason` of the metrics. */
export type CloseReason = 'complete' | 'deadline' | 'empty';

/** What the decider says about one partial reply. */
export type ReplyVerdict = 'accepted' | 'early' | 'duplicate' | 'late' | 'unexpected';

/** One inquiry being joined. A plain value: the shell holds a map of them. */
export interface Join {
  readonly inquiryId: string;
  /** Absent while only replies have come: their announcement is still on its way. */
  readonly opened?: Opened;
  /** What has arrived; empty again once closed, so that a closed join holds nobody's data. */
  readonly outcomes: ReadonlyMap<Kod, Outcome>;
  readonly closed?: { readonly reason: CloseReason; readonly answered: ReadonlySet<Kod> };
}

/** A join that has just closed, ready to be sent. */
export interface Closing {
  readonly composite: Composite;
  readonly reason: CloseReason;
  /** Agencies that had not answered. */
  readonly absent: readonly Kod[];
}

export interface Decision<V = undefined> {
  readonly join: Join;
  readonly verdict: V;
  readonly closing?: Closing;
}

/** A join about which nothing is known yet. */
export const emptyJoin = (inquiryId: string): Join => ({ inquiryId, outcomes: new Map() });

/** The announcement arrived: replies that came before it now count. A second announcement changes nothing. */
export function open(join: Join, opened: Opened): Decision {
  if (join.opened) return { join, verdict: undefined };
  const outcomes = new Map([...join.outcomes].filter(([kod]) => opened.expected.includes(kod)));
  return { ...closeIfComplete({ ...join, opened, outcomes }), verdict: undefined };
}

/** A partial reply arrived: the first terminal one per agency wins, all others are only counted. */
export function reply(join: Join, partial: PartialReply): Decision<ReplyVerdict> {
  if (join.closed) return { join, verdict: join.closed.answered.has(partial.kod) ? 'duplicate' : 'late' };
  if (join.opened && !join.opened.expected.includes(partial.kod)) return { join, verdict: 'unexpected' };
  if (join.outcomes.has(partial.kod)) return { join, verdict: 'duplicate' };
  const next = { ...join, outcomes: new Map(join.outcomes).set(partial.kod, partial.outcome) };
  return { ...closeIfComplete(next), verdict: join.opened ? 'accepted' : 'early' };
}

/** There is no room for what an agency has answered: it counts as answered, with a failure. */
export const giveUp = (join: Join, kod: Kod): Join => ({
  ...join,
  outcomes: new Map(join.outcomes).set(kod, failed({ kind: 'overload' })),
});

/** Time passed: at the deadline each absentee becomes a time-out and the composite leaves. */
export function tick(join: Join, nowMs: number): Decision {
  if (!join.opened || join.closed || nowMs < join.opened.deadlineMs) return { join, verdict: undefined };
  return { ...close(join, join.opened, 'deadline'), verdict: undefined };
}

function closeIfComplete(join: Join): { join: Join; closing?: Closing } {
  const { opened } = join;
  if (!opened || !opened.expected.every((kod) => join.outcomes.has(kod))) return { join };
  return close(join, opened, opened.expected.length === 0 ? 'empty' : 'complete');
}

function close(join: Join, opened: Opened, reason: CloseReason): { join: Join; closing: Closing } {
  const absent = opened.expected.filter((kod) => !join.outcomes.has(kod));
  const outcomes = opened.expected.map((kod) => ({
    kod,
    outcome: join.outcomes.get(kod) ?? failed({ kind: 'timeout' }),
  }));
  return {
    join: { ...join, outcomes: new Map(), closed: { reason, answered: new Set(join.outcomes.keys()) } },
    closing: { composite: { inquiryId: join.inquiryId, outcomes }, reason, absent },
  };
}
