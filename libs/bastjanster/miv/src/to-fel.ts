import { agencyFault, httpStatus, textOf } from '@ssbtek/bastjanst-kit';
import type { Outcome } from '@ssbtek/core';
import type { SoapFault } from '@ssbtek/soap';
import { descend } from '@ssbtek/xml';
import { descriptor } from './descriptor';

/**
 * MIV's error: a SOAP fault with detail SSBTEKSoapException {faultCode, faultString} (sources.md 2.7; the seed
 * gives no rule). A fault without that detail comes from something in front of MIV and has no code of MIV's.
 */
export function toFel(fault: SoapFault, status: number): Outcome {
  const exception = fault.detail && descend(fault.detail, 'SSBTEKSoapException');
  const felkod = textOf(exception, 'faultCode');
  if (felkod === undefined) return httpStatus(status);
  return agencyFault(descriptor, felkod, [textOf(exception, 'faultString')]);
}
