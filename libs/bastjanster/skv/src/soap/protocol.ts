import type { AgencyProtocol } from '@ssbtek/bastjanst-kit';
import { SOAP } from './names';
import { toRequest } from './to-request';
import { toOutcome } from './to-svar';

/** SKV's protocol up to contract version 10: SOAP around an escaped document. */
export const soap: AgencyProtocol = {
  name: SOAP,
  urlVariable: 'SSBTEK_AGENCY_SKV_URL',
  simulatorPath: '',
  speaks: ({ fraga }) => fraga.specifikt.typ === 'ingen',
  toRequest,
  toOutcome,
};
