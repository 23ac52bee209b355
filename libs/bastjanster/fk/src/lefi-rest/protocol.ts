import type { AgencyProtocol } from '@ssbtek/bastjanst-kit';
import { LEFI_REST } from './paths';
import { toRequest } from './to-request';
import { toOutcome } from './to-svar';

/** FK's protocol from contract version 10: LEFI REST, asked with a question in LEFI's own JSON. */
export const lefiRest: AgencyProtocol = {
  name: LEFI_REST,
  urlVariable: 'SSBTEK_AGENCY_FK_URL',
  simulatorPath: '',
  speaks: ({ fraga }) => fraga.specifikt.typ === 'lefi',
  toRequest,
  toOutcome,
};
