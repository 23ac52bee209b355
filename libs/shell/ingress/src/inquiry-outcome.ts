import { resultOf, type Composite, type Timed } from '@ssbtek/core';

/** How an inquiry ended: label `outcome`. */
export type InquiryOutcome =
  | 'complete'
  | 'partial'
  | 'empty'
  | 'client_fault'
  | 'auth_fault'
  | 'server_fault'
  | 'rejected_overload'
  | 'caller_gone';

/** Exactly the agencies asked for, no more and no less, whatever their order. */
export const sameKoder = ({ outcomes }: Composite, asked: readonly string[]): boolean =>
  outcomes.length === asked.length && outcomes.every(({ kod }) => asked.includes(kod));

/** What became of each agency, and how long that took: `af data 52 ms, csn timeout 18400 ms, fk timeout`. */
export const agenciesText = (composite: Composite | undefined): string | undefined =>
  composite?.outcomes.map(({ kod, outcome }) => `${kod} ${resultOf(outcome)}${tookText(outcome)}`).join(', ');

/** How long each agency took, in the form of Server-Timing (W3C): `af;dur=52, csn;dur=18400`. Empty where nothing is known. */
export const serverTiming = ({ outcomes }: Composite): string =>
  outcomes
    .flatMap(({ kod, outcome: { durationMs } }) =>
      durationMs === undefined ? [] : [`${kod};dur=${durationMs}`],
    )
    .join(', ');

const tookText = ({ durationMs }: Timed): string => (durationMs === undefined ? '' : ` ${durationMs} ms`);

/** How an inquiry with this composite ended: an agency's own error is an answer, a failure of ours is none. */
export function outcomeOf({ outcomes }: Composite): InquiryOutcome {
  if (outcomes.length === 0) return 'empty';
  const answered = ({ outcome }: (typeof outcomes)[number]): boolean =>
    outcome.type === 'data' || outcome.failure.kind === 'agency-fault';
  return outcomes.every(answered) ? 'complete' : 'partial';
}
