import { describe, expect, it } from 'vitest';
import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import { CONTRACT_VERSIONS } from '@ssbtek/contract-versions';
import { KNOWN_ELSEWHERE, OWNED_BY_ALL, PROCESS_SETTINGS, type Role } from '@ssbtek/runtime';
import { aggregatorRole } from '@ssbtek/shell-aggregator';
import { ingressRole } from '@ssbtek/shell-ingress';
import { portalRole } from '@ssbtek/shell-portal';
import { probeRole } from '@ssbtek/shell-probe';
import { simulatorRole } from '@ssbtek/shell-simulator';
import { workerRole } from '@ssbtek/shell-worker';

const ROLES = [
  ingressRole(CONTRACT_VERSIONS),
  aggregatorRole(),
  simulatorRole(BASTJANSTER),
  portalRole(CONTRACT_VERSIONS, BASTJANSTER),
  probeRole(CONTRACT_VERSIONS),
  ...BASTJANSTER.map((bastjanst) => workerRole(bastjanst)),
] as unknown as readonly Role[];

const namesOf = (settings: Role['settings']): string[] => Object.values(settings).map(({ name }) => name);
const knownTo = (role: Role): string[] => [
  ...namesOf(PROCESS_SETTINGS),
  ...namesOf(role.settings),
  ...KNOWN_ELSEWHERE,
];
const everything = new Set(ROLES.flatMap(knownTo));

describe('a prefix that a process calls its own', () => {
  it.each(ROLES.map((role) => [role.name, role] as const))(
    '%s: no other process has a setting under it, so that they can share one environment',
    (_, role) => {
      const known = knownTo(role);
      const owned = [...OWNED_BY_ALL, ...role.owns];
      const foreign = [...everything].filter(
        (name) => !known.includes(name) && owned.some((prefix) => name.startsWith(prefix)),
      );
      expect(foreign).toEqual([]);
    },
  );
});
