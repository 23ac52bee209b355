import type { AgencyProtocol } from '@ssbtek/bastjanst-kit';
import { toRequest } from './to-request';
import { toOutcome } from './to-svar';

/** CSN is asked by a synchronous SHS call, in every contract version. */
export const shs: AgencyProtocol = {
  name: 'shs',
  urlVariable: 'SSBTEK_AGENCY_CSN_URL',
  simulatorPath: '',
  speaks: () => true,
  toRequest,
  toOutcome,
};
