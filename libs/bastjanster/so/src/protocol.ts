import type { AgencyProtocol } from '@ssbtek/bastjanst-kit';
import { toRequest } from './to-request';
import { toOutcome } from './to-svar';

/** SO speaks SOAP and is asked the same way in every contract version. */
export const soap: AgencyProtocol = {
  name: 'soap',
  urlVariable: 'SSBTEK_AGENCY_SO_URL',
  simulatorPath: '',
  speaks: () => true,
  toRequest,
  toOutcome,
};
