import type { SideName } from '../plan.ts';
import { compare, type Spread } from './compare.ts';
import { goals } from './goals.ts';
import { processTable } from './processes.ts';
import { violationsOf, type Results, type TurnResults } from './results.ts';
import { titled, type Row } from './titled.ts';
import type { Latency } from '../load/figures.ts';

/** The results as text for the console. */
export function tables(results: Results): string {
  const { cores, model, memoryGib, node } = results.machine;
  const answers = results.turns.filter(({ side }) => side !== 'floor').map((turn) => turn.answers);
  const count = answers.reduce((sum, one) => sum + one.count, 0);
  const here = results.turns.findLast(({ side }) => side === 'here');
  const parts = [
    `${cores} cores (${model}), ${memoryGib} GiB, Node ${node}; agencies at ${results.settings.agencyMs} ms;`,
    `${count} answers checked, ${((answers[0]?.meanBytes ?? 0) / 1000).toFixed(1)} kB each on average.`,
    ...Object.entries(results.sides).map(([side, what]) => `${side}: ${what}`),
    ...disturbance(results),
    ...comparisonTable(results),
    ...(here ? processTables(here) : []),
    ...results.turns.flatMap(hangingTable),
    ...titled(
      'Wrong answers',
      ['what', 'times'],
      violationsOf(results).map(([what, n]) => [what, String(n)]),
    ),
    ...goalsTable(results),
  ];
  return `${parts.join('\n')}\n`;
}

/** More than this counts as a disturbance. */
const DISTURBING_CORES = 0.15;

/** Nothing to be said when nobody else has used the machine. */
function disturbance({ turns }: Results): Row {
  const noticed = turns.flatMap(({ side, round, otherPrograms }) =>
    Object.entries(otherPrograms)
      .filter(([, cores]) => cores >= DISTURBING_CORES)
      .map(([name, cores]) => `${name} (${side}, round ${round}) ${cores.toFixed(2)}`),
  );
  if (noticed.length === 0) return [];
  return [
    `OTHER PROGRAMS used the machine meanwhile, the figures are worse for it. In cores: ${noticed.join(', ')}.`,
  ];
}

/** Every figure, and this checkout's ratio to the other sides: median of the rounds, smallest and largest in brackets. */
function comparisonTable({ turns, sides }: Results): Row {
  const others = (['other', 'floor'] as const).filter((side) => sides[side] !== undefined);
  const value = (spread: Spread | undefined): string =>
    spread ? spread.median.toFixed(spread.median < 10 ? 2 : 0) : '';
  const head = ['', 'here', ...others.flatMap((side) => [side, `here / ${side}`])];
  const rows = compare(turns).map(({ name, values, ratios }) => [
    name,
    value(values.here),
    ...others.flatMap((side: SideName) => [value(values[side]), ratio(ratios[side])]),
  ]);
  return titled('Figures', head, rows);
}

const ratio = (spread: Spread | undefined): string =>
  spread ? `${spread.median.toFixed(2)} (${spread.min.toFixed(2)} to ${spread.max.toFixed(2)})` : '';

function processTables({ single, rate, throughput = [], memoryMib }: TurnResults): Row {
  return [
    ...(single ? processTable('Processes, 1 in flight, per inquiry', single) : []),
    ...(rate ? processTable('Processes, 50/s, per inquiry', rate) : []),
    ...throughput.flatMap((level) =>
      processTable(`Processes, ${level.inFlight} in flight, per inquiry`, level),
    ),
    ...titled(
      'Most resident memory, MiB',
      ['', 'MiB'],
      Object.entries(memoryMib).map(([name, mib]) => [name, mib.toFixed(0)]),
    ),
  ];
}

const latencyCells = ({ p50, p90, p99, max, count }: Latency): Row => [
  ...[p50, p90, p99, max].map((ms) => ms.toFixed(1)),
  String(count),
];

function hangingTable({ side, 'hanging-person': person, 'hanging-agency': agency }: TurnResults): Row {
  const rows = [['one person at one agency', person] as const, ['a whole agency', agency] as const].flatMap(
    ([name, hanging]) =>
      hanging
        ? [
            [`${name}: without`, ...latencyCells(hanging.without), ''],
            [`${name}: hanging`, ...latencyCells(hanging.with), `${signed(hanging.p99Percent)} %`],
          ]
        : [],
  );
  return titled(
    `Latency of the others, ms (${side})`,
    ['', 'p50', 'p90', 'p99', 'max', 'answers', 'p99 change'],
    rows,
  );
}

const signed = (value: number): string => (value > 0 ? `+${value}` : String(value));

function goalsTable(results: Results): Row {
  const rows = goals(results).map(({ name, goal, value, met }) => [
    name,
    goal,
    value,
    met ? 'met' : 'MISSED',
  ]);
  return titled('Goals', ['', 'goal', 'measured', ''], rows);
}
