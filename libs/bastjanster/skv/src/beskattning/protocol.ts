import type { AgencyProtocol } from '@ssbtek/bastjanst-kit';
import { BESKATTNING, SIMULATOR_PATH } from './names';
import { toRequest } from './to-request';
import { toOutcome } from './to-svar';

/** SKV's protocol from contract version 11: JSON, one call for each part that was asked for. */
export const beskattning: AgencyProtocol = {
  name: BESKATTNING,
  urlVariable: 'SSBTEK_AGENCY_SKV_REST_URL',
  simulatorPath: SIMULATOR_PATH,
  speaks: ({ fraga }) => fraga.specifikt.typ === 'beskattning',
  delar: ({ fraga: { specifikt } }) => (specifikt.typ === 'beskattning' ? specifikt.delar : []),
  mostDelar: 5,
  toRequest,
  toOutcome,
};
