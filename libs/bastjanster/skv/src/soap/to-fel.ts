import { agencyFault, httpStatus, textOf, unhealthy } from '@ssbtek/bastjanst-kit';
import type { Outcome } from '@ssbtek/core';
import type { SoapFault } from '@ssbtek/soap';
import { child } from '@ssbtek/xml';
import { descriptor } from '../descriptor';
import { SOAP } from './names';

/** Statuses that SKV's list gives a text of their own (seed 7.3.3; sources.md 5 #14). */
const STATUSES: readonly number[] = [403, 404, 500];

/**
 * A SOAP fault (seed 7.3.2): MeddelandeKod and MeddelandeText of SKV's Exception. Without a MeddelandeKod the fault
 * is somebody else's on the way, a gateway's, and only its status counts.
 */
export function faultOutcome({ detail }: SoapFault, status: number): Outcome {
  const exception = detail && child(detail, 'Exception');
  const kod = textOf(exception, 'MeddelandeKod');
  if (kod !== undefined) return agencyFault(descriptor, kod, [textOf(exception, 'MeddelandeText')], SOAP);
  return statusOutcome(status) ?? httpStatus(status);
}

/**
 * The error that a status stands for when there is no readable fault, or undefined when it stands for none. A 500
 * is both: an error with SKV's text for the caller, and a sign of bad health (architecture 11).
 */
export function statusOutcome(status: number): Outcome | undefined {
  if (!STATUSES.includes(status)) return undefined;
  const outcome = agencyFault(descriptor, String(status), [], SOAP);
  return status >= 500 ? unhealthy(outcome) : outcome;
}
