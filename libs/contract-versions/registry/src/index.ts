import type { ContractVersion } from '@ssbtek/contract-version';
import { v1 } from '@ssbtek/contract-v1';
import { v10 } from '@ssbtek/contract-v10';
import { v11 } from '@ssbtek/contract-v11';

/** Every version of the outer contract that is served, oldest first: one line each. */
export const CONTRACT_VERSIONS: readonly ContractVersion[] = [v1, v10, v11];

/** The version with this path segment, or undefined when there is none. */
export const contractVersion = (name: string): ContractVersion | undefined =>
  CONTRACT_VERSIONS.find((version) => version.name === name);
