import { parseArgs } from 'node:util';

/** Names of the scenarios, in the order in which they run. */
export const SCENARIOS = ['single', 'rate', 'throughput', 'hanging-person', 'hanging-agency'] as const;
export type ScenarioName = (typeof SCENARIOS)[number];

/** What a run of the benchmark is to do. */
export interface BenchOptions {
  readonly quick: boolean;
  readonly scenarios: readonly ScenarioName[];
  /** Length of a measurement in seconds; some scenarios take a multiple. */
  readonly seconds: number;
  /** Numbers in flight of the throughput scenario. */
  readonly levels: readonly number[];
  /** Processes to be profiled instead of running the scenarios: `ingress`, `worker-csn`. */
  readonly profile: readonly string[];
}

/** For `--help`. */
export const USAGE = `npm run bench -- [options]

  --quick             short smoke test (about a minute); its figures mean little
  --only <scenario>   one of ${SCENARIOS.join(', ')}; may be given more than once
  --seconds <n>       length of a measurement, 10 unless said
  --in-flight <n,n>   numbers in flight of the throughput scenario, 10,50,100,200 unless said
  --profile <role>    profile a process at 50 in flight and name its hottest functions: ingress, aggregator,
                      worker-<kod>, worker (all seven together), simulator or mesh (all of the mesh)
  --help              print this
`;

/** What `--profile worker` and `--profile mesh` stand for. */
const PROFILE_GROUPS: Readonly<Record<string, readonly string[]>> = {
  worker: ['worker'],
  mesh: ['ingress', 'aggregator', 'worker'],
};

const DEFAULT_SECONDS = 10;
const QUICK_SECONDS = 2;

/** Reads the command line; undefined when help is wanted. Throws a sentence when it makes no sense. */
export function readOptions(args: readonly string[]): BenchOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
      seconds: { type: 'string' },
      'in-flight': { type: 'string' },
      profile: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return undefined;
  const seconds = Number(values.seconds ?? (values.quick ? QUICK_SECONDS : DEFAULT_SECONDS));
  if (!(seconds >= 1 && seconds <= 3600)) throw new Error('--seconds must be a number from 1 to 3600.');
  return {
    quick: values.quick,
    scenarios: chosen(values.only),
    seconds,
    levels: levelsOf(values['in-flight'] ?? (values.quick ? '10,50' : '10,50,100,200')),
    profile: values.profile.flatMap((name) => PROFILE_GROUPS[name] ?? [name]),
  };
}

function levelsOf(text: string): readonly number[] {
  const levels = text.split(',').map(Number);
  if (levels.every((level) => Number.isInteger(level) && level >= 1 && level <= 1000)) return levels;
  throw new Error('--in-flight must be whole numbers from 1 to 1000, with commas between.');
}

/** In the order of {@link SCENARIOS}: the last one leaves an agency behind that has to recover. */
function chosen(names: readonly string[]): readonly ScenarioName[] {
  const known = SCENARIOS.filter((scenario) => names.includes(scenario));
  if (known.length < new Set(names).size) throw new Error(`--only must be one of ${SCENARIOS.join(', ')}.`);
  return names.length === 0 ? SCENARIOS : known;
}
