import type { AgencyProtocol } from '@ssbtek/bastjanst-kit';
import { LEFI_ONLINE, SIMULATOR_PATH } from './names';
import { toRequest } from './to-request';
import { toOutcome } from './to-svar';

/** FK's seed-era protocol: SOAP, asked with a formansforteckning. */
export const lefiOnline: AgencyProtocol = {
  name: LEFI_ONLINE,
  urlVariable: 'SSBTEK_AGENCY_FK_LEFI_ONLINE_URL',
  simulatorPath: SIMULATOR_PATH,
  speaks: ({ fraga }) => fraga.specifikt.typ === 'formansforteckning',
  toRequest,
  toOutcome,
};
