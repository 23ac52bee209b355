import { soapMisunderstood, type AgencySimulator } from '@ssbtek/bastjanst-kit';
import { BESKATTNING } from './beskattning/names';
import * as beskattning from './beskattning/simulator';
import { SOAP } from './soap/names';
import * as soap from './soap/simulator';

/** Skatteverket's services by path. */
export const simulator: AgencySimulator = {
  personOf: (request) => (beskattning.isFor(request) ? beskattning : soap).personOf(request),
  targetOf: (request) => {
    if (!beskattning.isFor(request)) return { protokoll: SOAP };
    const del = beskattning.partOf(request);
    return { protokoll: BESKATTNING, ...(del === undefined ? {} : { del }) };
  },
  answer: (request, simulated) =>
    (beskattning.isFor(request) ? beskattning : soap).answer(request, simulated),
  misunderstood: (request) =>
    beskattning.isFor(request) ? beskattning.misunderstood(request) : soapMisunderstood(),
};
