import { STOP_MARGIN_MS, type ProcessValues } from './process-settings';
import type { Role } from './role';

/** A role and its values. */
interface Configured {
  readonly role: Role;
  readonly values: Readonly<Record<string, unknown>>;
}

const neededMs = ({ role, values }: Configured): number => role.stopMs?.(values) ?? 0;

/** A stop that is given less time than what is in flight may take cuts callers off. */
export function stopMistakes({ stopTimeoutMs: given }: ProcessValues, one: Configured): string[] {
  if (given === undefined || given >= neededMs(one)) return [];
  return [
    `SSBTEK_STOP_TIMEOUT_MS (${given} ms) must be at least ${neededMs(one)} ms: so long ${one.role.name} may need for what is in flight.`,
  ];
}

/** How long a stop waits for what is in flight, ms: as told, else as long as the roles may need and a little more. */
export const stopTimeoutMs = ({ stopTimeoutMs: given }: ProcessValues, all: readonly Configured[]): number =>
  given ?? Math.max(...all.map(neededMs), 0) + STOP_MARGIN_MS;
