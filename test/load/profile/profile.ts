import { titled } from '../report/titled.ts';
import { level, type Throughput } from '../scenarios/throughput.ts';
import type { Bench } from '../scenarios/bench.ts';
import { hottest, type Hot } from './hottest.ts';
import { Inspector, type CpuProfile } from './inspector.ts';

const IN_FLIGHT = 50;
const TOP = 25;

/** Profiles processes under load and says what each spends its time on; `worker` is all seven together. */
export async function profile(
  bench: Bench,
  names: readonly string[],
  all: readonly string[],
): Promise<string> {
  const groups = names.map((name) => ({
    name,
    processes: all.filter((one) => one === name || (name === 'worker' && one.startsWith('worker-'))),
  }));
  const processes = [...new Set(groups.flatMap((group) => group.processes))];
  const inspectors = new Map<string, Inspector>();
  for (const name of processes)
    inspectors.set(name, await Inspector.connect(bench.mesh.stage.children.output(name)));
  await Promise.all([...inspectors.values()].map((inspector) => inspector.start()));
  const load = await level(bench, IN_FLIGHT);
  const profiles = new Map<string, CpuProfile>();
  for (const [name, inspector] of inspectors) profiles.set(name, await inspector.finish());
  return groups
    .map(({ name, processes: members }) =>
      report(
        name,
        members.flatMap((one) => profiles.get(one) ?? []),
        load,
      ),
    )
    .join('\n');
}

function report(name: string, profiles: readonly CpuProfile[], { perSecond }: Throughput): string {
  const { busyMs, functions, owners } = hottest(profiles, TOP);
  const cells = ({ name: what, where, ms, share }: Hot): readonly string[] => [
    where ? `${what}  ${where}` : what,
    ms.toFixed(0),
    `${(share * 100).toFixed(1)} %`,
  ];
  return [
    `\n${name}: ${busyMs.toFixed(0)} ms of work on the main thread, ${perSecond} inquiries/s with ${IN_FLIGHT} in flight (profiling slows down)`,
    ...titled(`${name}: self time by function`, ['', 'ms', 'share'], functions.map(cells)),
    ...titled(`${name}: self time by library`, ['', 'ms', 'share'], owners.map(cells)),
  ].join('\n');
}
