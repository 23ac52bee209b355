import type { AgencyInquiry } from '@ssbtek/core';
import type { Bastjanst } from '../bastjanst';
import type { SimulationSettings } from '../simulate';
import { runner } from './run';

/** Days on which limits that count from today are tried: one in the autumn, a first, and a leap day. */
export const DAYS = ['2026-11-29', '2027-06-01', '2028-02-29'] as const;

/**
 * What the simulated agency says to a question on a day `YYYY-MM-DD` in Sweden: `data`, or code and text of its error.
 */
export function saidOn(
  today: string,
  bastjanst: Bastjanst,
  inquiry: AgencyInquiry,
  more: Partial<SimulationSettings> = {},
): string {
  const run = runner(bastjanst, { protocol: 'any' });
  const now = new Date(`${today}T11:00:00Z`);
  const outcome = run.outcome(run.respond(inquiry, { now, ...more }), inquiry);
  if (outcome.type === 'data') return 'data';
  const { failure } = outcome;
  return failure.kind === 'agency-fault'
    ? `${failure.felkod} ${failure.felmeddelanden.join(' ')}`
    : failure.kind;
}
