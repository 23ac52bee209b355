import type { Latency } from '../load/figures.ts';
import { goals } from './goals.ts';
import type { Results } from './results.ts';
import { rolesOf } from './roles.ts';

type Row = readonly string[];

/** The results as text for the console. */
export function tables(results: Results): string {
  const { cores, model, memoryGib, node } = results.machine;
  const { count, meanBytes } = results.answers;
  const parts = [
    `${cores} cores (${model}), ${memoryGib} GiB, Node ${node}; agencies at ${results.settings.agencyMs} ms;`,
    `${count} answers checked, ${(meanBytes / 1000).toFixed(1)} kB each on average.`,
    ...disturbance(results),
    ...overheadTable(results),
    ...throughputTables(results),
    ...hangingTable(results),
    ...memoryTable(results),
    ...violationsTable(results),
    ...goalsTable(results),
  ];
  return `${parts.join('\n')}\n`;
}

/** Nothing to be said when nobody else has used the machine. */
function disturbance({ otherPrograms }: Results): Row {
  const noticed = Object.entries(otherPrograms).filter(([, cores]) => cores >= DISTURBING_CORES);
  if (noticed.length === 0) return [];
  const said = noticed.map(([name, cores]) => `${name} ${cores.toFixed(2)}`).join(', ');
  return [`OTHER PROGRAMS used the machine meanwhile, the figures are worse for it. In cores: ${said}.`];
}

/** More than this counts as a disturbance. */
const DISTURBING_CORES = 0.15;

const latencyCells = ({ p50, p90, p99, max, count }: Latency): Row => [
  ...[p50, p90, p99, max].map((ms) => ms.toFixed(1)),
  String(count),
];

function overheadTable({ single, rate }: Results): Row {
  const rows = [
    ...(single ? [['1 in flight', ...latencyCells(single.overhead)]] : []),
    ...(rate ? [['50 inquiries/s', ...latencyCells(rate.overhead)]] : []),
  ];
  return titled('Overhead over the slowest agency, ms', ['', 'p50', 'p90', 'p99', 'max', 'answers'], rows);
}

function throughputTables({ throughput = [] }: Results): Row {
  const levels = throughput.map(({ inFlight, perSecond, latency, cores }) => [
    String(inFlight),
    perSecond.toFixed(0),
    ...latencyCells(latency).slice(0, 4),
    cores.toFixed(2),
  ]);
  const roles = throughput[0] ? Object.keys(rolesOf(throughput[0].cpuMs)) : [];
  const byRole = roles.map((role) => [
    role,
    ...throughput.map(({ cpuMs }) => (rolesOf(cpuMs)[role] ?? 0).toFixed(2)),
  ]);
  const total = ['mesh in all', ...throughput.map(({ meshCpuMs }) => meshCpuMs.toFixed(2))];
  const heads = ['', ...throughput.map(({ inFlight }) => `${inFlight} in flight`)];
  return [
    ...titled(
      'Throughput',
      ['in flight', 'per second', 'p50 ms', 'p90 ms', 'p99 ms', 'max ms', 'cores used'],
      levels,
    ),
    ...titled('CPU per inquiry, ms', heads, byRole.length === 0 ? [] : [total, ...byRole]),
  ];
}

function hangingTable(results: Results): Row {
  const rows = [
    ['one person at one agency', results['hanging-person']] as const,
    ['a whole agency', results['hanging-agency']] as const,
  ].flatMap(([name, hanging]) =>
    hanging
      ? [
          [`${name}: without`, ...latencyCells(hanging.without), ''],
          [`${name}: hanging`, ...latencyCells(hanging.with), `${signed(hanging.p99Percent)} %`],
        ]
      : [],
  );
  return titled('Latency of the others, ms', ['', 'p50', 'p90', 'p99', 'max', 'answers', 'p99 change'], rows);
}

const signed = (value: number): string => (value > 0 ? `+${value}` : String(value));

function memoryTable({ memoryMib }: Results): Row {
  const rows = Object.entries(memoryMib).map(([name, mib]) => [name, mib.toFixed(0)]);
  return titled('Most resident memory, MiB', ['', 'MiB'], rows);
}

function violationsTable({ violations }: Results): Row {
  const rows = Object.entries(violations).map(([what, count]) => [what, String(count)]);
  return titled('Wrong answers', ['what', 'times'], rows);
}

function goalsTable(results: Results): Row {
  const rows = goals(results).map(({ name, goal, value, met }) => [
    name,
    goal,
    value,
    met ? 'met' : 'MISSED',
  ]);
  return titled('Goals', ['', 'goal', 'measured', ''], rows);
}

/** Empty without rows. The first column is aligned left, figures right. */
export function titled(title: string, head: Row, rows: readonly Row[]): Row {
  if (rows.length === 0) return [];
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (row: Row): string =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ');
  return ['', title, ...[head, ...rows].map((row) => `  ${line(row)}`.trimEnd())];
}
