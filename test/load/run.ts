import { Asker } from './load/asker.ts';
import { round } from './load/figures.ts';
import { closedLoop } from './load/loops.ts';
import type { Mesh } from './mesh/mesh.ts';
import type { BenchOptions, ScenarioName } from './options.ts';
import { AGENCY_MS, type Bench } from './scenarios/bench.ts';
import { hangingAgency, hangingPerson } from './scenarios/hanging.ts';
import { rate, single } from './scenarios/overhead.ts';
import { throughput } from './scenarios/throughput.ts';
import { machine, type Results } from './report/results.ts';

/** Compilers need some thousand inquiries until the code of every process is as fast as it gets. */
const WARM_UP = { inFlight: 32, answers: 4000, seconds: 60 };
const QUICK_WARM_UP = { inFlight: 32, answers: 500, seconds: 8 };

/** Every scenario by name. */
const RUN: { readonly [K in ScenarioName]: (bench: Bench) => Promise<Results[K]> } = {
  single,
  rate,
  throughput,
  'hanging-person': hangingPerson,
  'hanging-agency': hangingAgency,
};

/** Makes the mesh ready to be measured: agencies at their pace, code compiled, connections open. */
export async function warmUp(
  mesh: Mesh,
  options: BenchOptions,
  progress: (text: string) => void,
): Promise<Bench> {
  await mesh.control({ latencyMs: AGENCY_MS, nonce: true });
  progress('warming up');
  const { inFlight, answers, seconds } = options.quick ? QUICK_WARM_UP : WARM_UP;
  const warming = new Asker(mesh.ingress);
  const { ok } = await warming.ask();
  if (!ok) throw new Error(`The first answer is wrong: ${[...warming.violations.keys()].join('; ')}.`);
  const until = performance.now() + seconds * 1000;
  while (warming.answered < answers && performance.now() < until)
    await closedLoop(() => warming.ask(), { inFlight, seconds: 1, rampMs: 0 });
  await warming.close();
  const asker = new Asker(mesh.ingress);
  mesh.meter.watchMemory();
  return { mesh, asker, seconds: options.seconds, levels: options.levels, progress };
}

/** Runs the scenarios one after the other. */
export async function measure(bench: Bench, options: BenchOptions): Promise<Results> {
  const startedAt = new Date().toISOString();
  const measured: Record<string, unknown> = {};
  const otherPrograms: Record<string, number> = {};
  const { asker, mesh } = bench;
  for (const name of options.scenarios) {
    const [before, begun] = [mesh.meter.othersMs(), performance.now()];
    measured[name] = await RUN[name](bench);
    otherPrograms[name] = round((mesh.meter.othersMs() - before) / (performance.now() - begun));
  }
  return {
    startedAt,
    machine: machine(),
    settings: { agencyMs: AGENCY_MS, seconds: options.seconds, quick: options.quick },
    ...measured,
    memoryMib: mesh.meter.memory,
    answers: { count: asker.answered, meanBytes: asker.meanBytes },
    otherPrograms,
    violations: Object.fromEntries(asker.violations),
  };
}
