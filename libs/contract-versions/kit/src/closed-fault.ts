import { FAULT } from '@ssbtek/contract';
import type { ContractVersion, SsbtekFault } from './version';

/**
 * What a version answers with once it is closed: fault 1001 that names the addresses of the open ones. To be written
 * by the closed version itself, so that its callers can read it.
 */
export function closedFault(
  closed: Pick<ContractVersion, 'name'>,
  open: readonly Pick<ContractVersion, 'name'>[],
): SsbtekFault {
  const others = open.filter(({ name }) => name !== closed.name).map(({ name }) => `/ssbtek/${name}`);
  const instead = others.length > 0 ? `öppna är ${others.join(', ')}` : 'ingen version är öppen';
  return { fel: FAULT.invalid, hint: `version ${closed.name} är stängd; ${instead}` };
}
