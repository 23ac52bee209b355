import { soapMisunderstood, type AgencySimulator, type SimulatedRequest } from '@ssbtek/bastjanst-kit';
import { LEFI_ONLINE, SIMULATOR_PATH } from './lefi-online/names';
import * as lefiOnline from './lefi-online/simulator';
import { LEFI_REST } from './lefi-rest/paths';
import * as lefiRest from './lefi-rest/simulator';

const isOnline = ({ path }: SimulatedRequest): boolean => path === SIMULATOR_PATH;

/** FK's services by path. */
export const simulator: AgencySimulator = {
  personOf: (request) => (isOnline(request) ? lefiOnline : lefiRest).personOf(request),
  targetOf: (request) => ({ protokoll: isOnline(request) ? LEFI_ONLINE : LEFI_REST }),
  test: lefiRest.test,
  // What LEFI Online holds questions to differs by benefit and is not public.
  judge: (request) => (isOnline(request) ? undefined : lefiRest.judge(request)),
  answer: (request, simulated) => (isOnline(request) ? lefiOnline : lefiRest).answer(request, simulated),
  misunderstood: (request) => (lefiRest.isFor(request) ? lefiRest.misunderstood() : soapMisunderstood()),
};
