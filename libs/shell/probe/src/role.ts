import type { ContractVersion } from '@ssbtek/contract-version';
import type { Role } from '@ssbtek/runtime';
import {
  closingDates,
  closingMistakes,
  closingSettings,
  startOfSwedishDay,
  type ClosingSettings,
  type ClosingValues,
} from '@ssbtek/shell-settings/closing';
import { doorAt } from './door';
import { Prober } from './prober';
import { askable } from './question';
import { patienceOf, probeChecks, probeSettings } from './settings';

/**
 * Asks the mesh through its own door, certificate and all, whether it answers: about nobody, and no agency is called
 * (ADR 46). It speaks HTTP to the ingress and to nothing else.
 */
export function probeRole(
  versions: readonly ContractVersion[],
): Role<typeof probeSettings & ClosingSettings> {
  const asked = askable(versions);
  return {
    name: 'probe',
    settings: { ...probeSettings, ...closingSettings(versions) },
    owns: ['SSBTEK_PROBE_'],
    needsBus: false,
    checks: (values, surroundings) => [
      ...probeChecks(values, surroundings),
      () => closingMistakes(versions, values),
    ],
    stopMs: patienceOf,
    async start({ values, telemetry }) {
      const { url: address, intervalMs } = values;
      if (address === undefined) throw new Error('a probe that runs alone has an address');
      const door = doorAt(address, values, telemetry);
      const isOpen = opennessOf(versions, values);
      const prober = new Prober({
        ...{ door, telemetry, versions: asked, intervalMs, isOpen },
        timeoutMs: patienceOf(values),
      });
      prober.start();
      await Promise.resolve();
      return {
        // How the mesh is, alerts tell: a probe that finds it ill is well.
        health: { started: () => true, ready: () => true, alive: () => true },
        async stop() {
          await prober.stop();
          await door.close();
        },
      };
    },
  };
}

/** Whether a version is open at this moment, by the closing days that the ingress has too. */
function opennessOf(
  versions: readonly ContractVersion[],
  values: ClosingValues,
): (version: { readonly name: string }) => boolean {
  const closings = closingDates(versions, values);
  return ({ name }) => {
    const closes = closings.get(name);
    return closes === undefined || Date.now() < startOfSwedishDay(closes);
  };
}
