import type { Bastjanst } from '@ssbtek/bastjanst-kit';
import { choices, type Environment } from '@ssbtek/config';
import { OpenedInquiries } from '@ssbtek/messaging';
import type { Role } from '@ssbtek/runtime';
import { workerRole, type WorkerOptions } from './role';

/** Workers of several agencies that run beside each other in one process: they share what they can. */
export function workersBeside(
  bastjanster: readonly Bastjanst[],
  options: WorkerOptions = {},
): readonly Role[] {
  const opened = new OpenedInquiries(bastjanster.length);
  const shared = { ...options, opened, workers: bastjanster.length };
  return bastjanster.map((bastjanst) => workerRole(bastjanst, shared) as Role);
}

const agenciesOf = (bastjanster: readonly Bastjanst[]) =>
  choices('SSBTEK_AGENCIES', {
    of: bastjanster.map(({ descriptor }) => descriptor.kod),
    derived: 'all agencies',
    description: 'The agencies whose workers run together in the process workers.',
  });

/**
 * The workers of the agencies that `SSBTEK_AGENCIES` names, to be run in one process. Each is what it is in a process
 * of its own: its group, its breakers, its bounds, its metrics (ADR 34). A name that is no agency is a mistake of the
 * configuration, which the roles tell.
 */
export function workersTogether(bastjanster: readonly Bastjanst[], env: Environment): readonly Role[] {
  const agencies = agenciesOf(bastjanster);
  const read = agencies.parse(env[agencies.name]);
  const koder = 'value' in read ? read.value : undefined;
  const chosen = bastjanster.filter(({ descriptor }) => koder?.includes(descriptor.kod) ?? true);
  return workersBeside(chosen).map((role) => ({
    ...role,
    settings: { ...role.settings, agencies },
    owns: [...role.owns, agencies.name],
  }));
}
