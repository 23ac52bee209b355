import { setTimeout as sleep } from 'node:timers/promises';
import type { PlannedFault } from '../simulation/plan.ts';
import { Chance } from '../simulation/world/chance.ts';
import { AGENCIES } from '../load/mesh/stage.ts';
import { AGENCY_MOODS, CALM } from './agency-moods.ts';

/** What faults act on, of a mesh in processes. */
export interface Processes {
  pid(id: string): number;
  end(id: string, signal: NodeJS.Signals): Promise<unknown>;
  startProcess(id: string): void;
  ready(id: string): Promise<void>;
  control(kod: string, settings: object): Promise<void>;
}

/** Lets it happen to one of them, and ends it; who that was. */
type RealAct = (processes: Processes, fault: PlannedFault) => Promise<void>;

/** Who is killed or paused. Others have one replica, or callers of their own. */
const VICTIMS = ['aggregator.1', 'aggregator.2', 'worker-csn.1', 'worker-csn.2', 'worker-af.1'] as const;
/** Between one fault and the next, ms, at most. */
const EVERY_MS = 45_000;
const LONGEST_MS = 8000;

const pick = <T>(of: readonly T[], { whom }: PlannedFault): T => of[Math.floor(whom * of.length)] as T;

/** Whom a fault hits. */
export const hitBy = (fault: PlannedFault): string =>
  fault.kind in AGENCY_MOODS ? pick(AGENCIES, fault) : pick(VICTIMS, fault);

/** Kinds of fault of the simulation that happen to real processes and agencies, too; each has the name it has there. */
export const PROCESS_FAULTS: Readonly<Record<string, RealAct>> = {
  async 'process-killed'(processes, fault) {
    const victim = hitBy(fault);
    await processes.end(victim, 'SIGKILL');
    processes.startProcess(victim);
    await processes.ready(victim);
  },
  async 'process-paused'(processes, fault) {
    const pid = processes.pid(hitBy(fault));
    process.kill(pid, 'SIGSTOP');
    await sleep(1000 + fault.ms / 2);
    process.kill(pid, 'SIGCONT');
  },
  ...Object.fromEntries(
    Object.entries(AGENCY_MOODS).map(([kind, mood]): [string, RealAct] => [
      kind,
      async (processes, fault) => {
        await processes.control(hitBy(fault), mood);
        await sleep(fault.ms);
        await processes.control(hitBy(fault), CALM);
      },
    ]),
  ),
};

/** Half of what happens, happens to processes. */
const KINDS = [
  ...Object.keys(AGENCY_MOODS),
  ...Array.from({ length: 4 }, () => ['process-killed', 'process-paused']).flat(),
];

/** What happens to processes and agencies, one after the other, for ever: `at` is the time since the one before, ms. */
export function* faultsOf(seed: number): Generator<PlannedFault, never> {
  const chance = new Chance(seed, 'soak/processes');
  for (;;)
    yield {
      kind: chance.one(KINDS),
      at: chance.between(0, EVERY_MS),
      ms: chance.between(50, LONGEST_MS),
      whom: chance.share(),
      how: chance.share(),
    };
}
