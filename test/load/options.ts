import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { SideName } from './plan.ts';

/** Names of scenarios, in the order in which they run. */
export const SCENARIOS = [
  'cold',
  'single',
  'rate',
  'throughput',
  'idle',
  'hanging-tenth',
  'hanging-person',
  'hanging-agency',
] as const;
export type ScenarioName = (typeof SCENARIOS)[number];

/** How the mesh is divided into processes: a worker for each agency, or all of them in one process. */
export type LayoutName = 'nine' | 'compact';
const LAYOUTS: readonly string[] = ['nine', 'compact'] satisfies LayoutName[];

/** A mesh that is measured. */
export interface SideOptions {
  /** Folder of the checkout whose build runs. */
  readonly checkout: string;
  /** Settings beside those that every mesh of the benchmark has. */
  readonly env: Readonly<Record<string, string>>;
  readonly layout: LayoutName;
}

/** What a run of the benchmark is to do. */
export interface BenchOptions {
  readonly quick: boolean;
  readonly scenarios: readonly ScenarioName[];
  /** Length of a measurement in seconds; some scenarios take a multiple. */
  readonly seconds: number;
  /** Numbers in flight of the throughput scenario. */
  readonly levels: readonly number[];
  /** How often each side has its turn. */
  readonly rounds: number;
  readonly sides: readonly SideName[];
  readonly here: SideOptions;
  readonly other: SideOptions;
  /** Processes to be profiled instead of running the scenarios: `ingress`, `worker-csn`. */
  readonly profile: readonly string[];
}

/** For `--help`. */
export const USAGE = `npm run bench -- [options]

  --quick                 short smoke test (about two minutes); its figures mean little
  --only <scenario>       one of ${SCENARIOS.join(', ')};
                          may be given more than once
  --seconds <n>           length of a measurement, 10 unless said
  --in-flight <n,n>       numbers in flight of the throughput scenario, 50,200 unless said
  --env <NAME=value>      a setting of the mesh; may be given more than once
  --against <folder>      compare with the mesh of another checkout, in turn
  --against-env <NAME=value>  compare with other settings, in turn (with --against: of that checkout)
  --layout <name>         nine: a worker for each agency (unless said); compact: all workers in one process
  --against-layout <name>  compare with the other layout, in turn
  --rounds <n>            how often each side has its turn, 3 with something to compare with, else 1
  --no-floor              leave out the nine bare processes that do the same hops
  --profile <role>        profile a process at 50 in flight and name its hottest functions: ingress, aggregator,
                          worker-<kod>, worker (all seven together) or mesh (all of the mesh)
  --help                  print this
`;

/** What `--profile worker` and `--profile mesh` stand for. */
const PROFILE_GROUPS: Readonly<Record<string, readonly string[]>> = {
  worker: ['worker'],
  mesh: ['ingress', 'aggregator', 'worker'],
};

const DEFAULT_SECONDS = 10;
const QUICK_SECONDS = 2;
const ROUNDS = 3;
const HERE = resolve(import.meta.dirname, '../..');

/** Reads the command line; undefined when help is wanted. Throws a sentence when it makes no sense. */
export function readOptions(args: readonly string[]): BenchOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
      seconds: { type: 'string' },
      'in-flight': { type: 'string' },
      env: { type: 'string', multiple: true, default: [] },
      against: { type: 'string' },
      'against-env': { type: 'string', multiple: true, default: [] },
      layout: { type: 'string', default: 'nine' },
      'against-layout': { type: 'string' },
      rounds: { type: 'string' },
      'no-floor': { type: 'boolean', default: false },
      profile: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return undefined;
  const against = [values.against, values['against-layout'], ...values['against-env']];
  const compares = against.some((one) => one !== undefined);
  return {
    quick: values.quick,
    scenarios: chosen(values.only),
    seconds: numberOf(
      '--seconds',
      values.seconds ?? String(values.quick ? QUICK_SECONDS : DEFAULT_SECONDS),
      3600,
    ),
    levels: levelsOf(values['in-flight'] ?? '50,200'),
    rounds: numberOf('--rounds', values.rounds ?? String(compares && !values.quick ? ROUNDS : 1), 100),
    sides: [
      'here',
      ...(compares ? (['other'] as const) : []),
      ...(values['no-floor'] ? [] : (['floor'] as const)),
    ],
    here: { checkout: HERE, env: settingsOf(values.env), layout: layoutOf(values.layout) },
    other: {
      checkout: resolve(values.against ?? HERE),
      env: settingsOf(values['against-env']),
      layout: layoutOf(values['against-layout'] ?? 'nine'),
    },
    profile: values.profile.flatMap((name) => PROFILE_GROUPS[name] ?? [name]),
  };
}

function numberOf(option: string, text: string, most: number): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= most) return number;
  throw new Error(`${option} must be a whole number from 1 to ${most}.`);
}

function levelsOf(text: string): readonly number[] {
  const levels = text.split(',').map(Number);
  if (levels.every((level) => Number.isInteger(level) && level >= 1 && level <= 1000)) return levels;
  throw new Error('--in-flight must be whole numbers from 1 to 1000, with commas between.');
}

function layoutOf(name: string): LayoutName {
  if (LAYOUTS.includes(name)) return name as LayoutName;
  throw new Error(`--layout and --against-layout must be one of ${LAYOUTS.join(', ')}.`);
}

function settingsOf(texts: readonly string[]): Readonly<Record<string, string>> {
  const settings = texts.map((text) => /^([A-Z][A-Z0-9_]*)=(.*)$/s.exec(text));
  if (settings.includes(null)) throw new Error('--env and --against-env want NAME=value.');
  return Object.fromEntries(settings.map((found) => [found?.[1] ?? '', found?.[2] ?? '']));
}

/** In the order of {@link SCENARIOS}: the last one leaves an agency behind that has to recover. */
function chosen(names: readonly string[]): readonly ScenarioName[] {
  const known = SCENARIOS.filter((scenario) => names.includes(scenario));
  if (known.length < new Set(names).size) throw new Error(`--only must be one of ${SCENARIOS.join(', ')}.`);
  return names.length === 0 ? SCENARIOS : known;
}
