import type { AgencyProtocol } from '@ssbtek/bastjanst-kit';
import { toRequest } from './to-request';
import { toOutcome } from './to-svar';

/** AF speaks SOAP and is asked the same way in every contract version. */
export const soap: AgencyProtocol = {
  name: 'soap',
  urlVariable: 'SSBTEK_AGENCY_AF_URL',
  simulatorPath: '',
  speaks: () => true,
  toRequest,
  toOutcome,
};
