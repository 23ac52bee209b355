import { floorViolations } from './load/check.ts';
import { Asker } from './load/asker.ts';
import { round } from './load/figures.ts';
import { closedLoop } from './load/loops.ts';
import type { Mesh } from './mesh/mesh.ts';
import type { BenchOptions, ScenarioName } from './options.ts';
import type { Turn } from './plan.ts';
import type { Bench } from './scenarios/bench.ts';
import { cold } from './scenarios/cold.ts';
import { hangingAgency, hangingPerson, hangingTenth } from './scenarios/hanging.ts';
import { idle } from './scenarios/idle.ts';
import { rate, single } from './scenarios/overhead.ts';
import { throughput } from './scenarios/throughput.ts';
import type { Measurements, TurnResults } from './report/results.ts';

/** Compilers need some thousand inquiries until the code of every process is as fast as it gets. */
const WARM_UP = { inFlight: 32, answers: 4000, seconds: 60 };
const QUICK_WARM_UP = { inFlight: 32, answers: 500, seconds: 8 };
/** 1,000 inquiries. */
const COLD_SECONDS = 20;
const QUICK_COLD_SECONDS = 4;

type Warm = Exclude<ScenarioName, 'cold'>;

/** Every scenario of a warm mesh by name. */
const RUN: { readonly [K in Warm]: (bench: Bench) => Promise<Measurements[K]> } = {
  single,
  rate,
  throughput,
  idle,
  'hanging-tenth': hangingTenth,
  'hanging-person': hangingPerson,
  'hanging-agency': hangingAgency,
};

/** The floor knows no deadline and no breaker. */
const NOT_OF_FLOOR: readonly ScenarioName[] = ['hanging-tenth', 'hanging-person', 'hanging-agency'];
/** They compare with themselves, and take long: one turn is enough. */
const ONCE: readonly ScenarioName[] = ['hanging-person', 'hanging-agency'];

/** The scenarios of a turn. */
const scenariosOf = ({ side, round }: Turn, { scenarios }: BenchOptions): readonly ScenarioName[] =>
  scenarios.filter(
    (name) => !(side === 'floor' && NOT_OF_FLOOR.includes(name)) && !(round > 1 && ONCE.includes(name)),
  );

/** Makes a mesh ready to be measured: code compiled, connections open. */
export async function warmUp({ asker, progress }: Bench, quick: boolean): Promise<void> {
  progress('warming up');
  const { inFlight, answers, seconds } = quick ? QUICK_WARM_UP : WARM_UP;
  const until = performance.now() + seconds * 1000;
  const from = asker.answered;
  while (asker.answered - from < answers && performance.now() < until)
    await closedLoop(() => asker.ask(), { inFlight, seconds: 1, rampMs: 0 });
}

/** What a scenario needs of a mesh that has just been started. The first answer must be right. */
export async function benchOf(
  mesh: Mesh,
  { side }: Pick<Turn, 'side'>,
  { seconds, levels }: BenchOptions,
  progress: (text: string) => void,
): Promise<Bench> {
  const asker = side === 'floor' ? new Asker(mesh.ingress, floorViolations) : new Asker(mesh.ingress);
  const { ok } = await asker.ask();
  if (!ok) throw new Error(`The first answer is wrong: ${[...asker.violations.keys()].join('; ')}.`);
  return { mesh, asker, seconds, levels, progress };
}

/** One side's turn: its scenarios one after the other. */
export async function measure(bench: Bench, turn: Turn, options: BenchOptions): Promise<TurnResults> {
  const { asker, mesh } = bench;
  const measured: Record<string, unknown> = {};
  const otherPrograms: Record<string, number> = {};
  const noting = async (name: ScenarioName, run: () => Promise<unknown>): Promise<void> => {
    const [before, begun] = [mesh.meter.othersMs(), performance.now()];
    measured[name] = await run();
    otherPrograms[name] = round((mesh.meter.othersMs() - before) / (performance.now() - begun));
  };
  const names = scenariosOf(turn, options);
  if (names.includes('cold'))
    await noting('cold', () => cold(bench, options.quick ? QUICK_COLD_SECONDS : COLD_SECONDS));
  await warmUp(bench, options.quick);
  mesh.meter.watchMemory();
  for (const name of names) if (name !== 'cold') await noting(name, () => RUN[name](bench));
  const { memory } = mesh.meter;
  return {
    ...turn,
    ...measured,
    memoryMib: Object.fromEntries(mesh.processes.map((name) => [name, memory[name] ?? 0])),
    answers: { count: asker.answered, meanBytes: asker.meanBytes },
    otherPrograms,
    violations: Object.fromEntries(asker.violations),
  };
}
