import { FAULTS } from '../faults/kinds.ts';
import { ORGANISATIONS } from '../faults/load.ts';
import { Callers } from '../mesh/callers.ts';
import { documentsOf } from '../mesh/documents.ts';
import { SimulatedMesh } from '../mesh/mesh.ts';
import type { Mistakes } from '../mesh/mistakes.ts';
import type { Happening } from '../history.ts';
import type { Plan } from '../plan.ts';
import { virtualClocks } from '../world/globals.ts';

/** What a run comes to. */
export interface Ran {
  readonly history: readonly Happening[];
  /** Things that happened, each by itself. */
  readonly steps: number;
  readonly virtualMs: number;
}

/** Everybody is up and reads when the first question comes, ms. */
const WARM_UP_MS = 1500;
/** How long after the last deadline nothing may be left, ms. Kafka's session, and what waits for it, are over then. */
const QUIET_MS = 14_000;

/** Runs a plan from its beginning to the time when everything should be over. The same plan gives the same history. */
export async function runPlan(plan: Plan, mistakes: Mistakes = {}): Promise<Ran> {
  const restore = virtualClocks();
  const { documents, callers: callersDocuments } = documentsOf(plan);
  const register = new Map(
    ORGANISATIONS.map((number) => [
      number.slice(-10),
      { organisationsnummer: number, namn: 'Kommun', ombud: new Set<string>() },
    ]),
  );
  const mesh = new SimulatedMesh(plan, documents, register, mistakes);
  const callers = new Callers(mesh, callersDocuments);
  const unhandled = (error: unknown): void => mesh.failed(error, undefined);
  process.on('unhandledRejection', unhandled);
  try {
    mesh.note(beginning(plan));
    for (const [role, count] of Object.entries(plan.replicas))
      for (let i = 0; i < count; i += 1) mesh.start(role);
    for (const ask of plan.asks) callers.plan({ ...ask, at: ask.at + WARM_UP_MS });
    const scene = { mesh, callers, chance: mesh.chance.fork('faults') };
    for (const fault of plan.faults)
      mesh.time.after(fault.at + WARM_UP_MS, undefined, () => FAULTS[fault.kind]?.(scene, fault));
    const end = endOf(plan);
    await mesh.time.runUntil(end, (error, host) => mesh.failed(error, host));
    for (const running of mesh.processes) {
      if (!running.host.alive) continue;
      mesh.left(running);
      mesh.counted(running);
    }
    // Nothing of them is to happen any more.
    for (const { host } of mesh.processes) host.alive = false;
    return { history: mesh.history, steps: mesh.time.happened, virtualMs: end };
  } finally {
    process.off('unhandledRejection', unhandled);
    restore();
  }
}

function beginning({ numbers, agencyMedianMs, padding }: Plan): Happening {
  const { deadlineMs, maintenance, ingressInFlight, workerInFlight, aggregatorInFlight, maxBytes } = numbers;
  const large = Object.values(padding).some((bytes) => bytes > 1000);
  const ample =
    ingressInFlight >= 1000 &&
    workerInFlight >= 64 &&
    aggregatorInFlight >= 10_000 &&
    maxBytes >= 2 ** 24 &&
    !large;
  return { k: 'begin', t: 0, deadlineMs, agencyMedianMs, ample, maintenance, connected: ORGANISATIONS };
}

function endOf({ asks, faults, numbers }: Plan): number {
  const last = Math.max(0, ...asks.map(({ at }) => at), ...faults.map(({ at, ms }) => at + ms + 10_500));
  return WARM_UP_MS + last + 1.2 * numbers.deadlineMs + QUIET_MS;
}
