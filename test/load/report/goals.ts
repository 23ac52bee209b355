import type { Results } from './results.ts';

/** One figure that is to be reached. */
export interface Goal {
  readonly name: string;
  readonly goal: string;
  readonly value: string;
  readonly met: boolean;
}

const CPU_LEVEL = 50;
const RATE_LEVEL = 100;

/** The goals whose figures were measured, each met or missed. */
export function goals(results: Results): readonly Goal[] {
  return [
    ...overheadGoals(results),
    ...throughputGoals(results),
    ...hangingGoals(results),
    ...alwaysGoals(results),
  ];
}

function atMost(name: string, value: number, limit: number, unit: string): Goal {
  return { name, goal: `<= ${limit} ${unit}`, value: `${value.toFixed(1)} ${unit}`, met: value <= limit };
}

const overheadGoals = ({ rate }: Results): readonly Goal[] =>
  rate
    ? [
        atMost('overhead p50 at 50 inquiries/s', rate.overhead.p50, 15, 'ms'),
        atMost('overhead p99 at 50 inquiries/s', rate.overhead.p99, 60, 'ms'),
      ]
    : [];

function throughputGoals({ throughput = [] }: Results): readonly Goal[] {
  return throughput.flatMap(({ inFlight, meshCpuMs, perSecond }) => [
    ...(inFlight === CPU_LEVEL
      ? [atMost(`CPU per inquiry in the mesh, ${CPU_LEVEL} in flight`, meshCpuMs, 6, 'ms')]
      : []),
    ...(inFlight === RATE_LEVEL
      ? [
          {
            name: `inquiries/s, ${RATE_LEVEL} in flight`,
            goal: '>= 250',
            value: perSecond.toFixed(0),
            met: perSecond >= 250,
          },
        ]
      : []),
  ]);
}

function hangingGoals(results: Results): readonly Goal[] {
  const { 'hanging-person': person, 'hanging-agency': agency } = results;
  return [
    ...(person ? [atMost('p99 of the others, one person hanging', person.p99Percent, 10, '% more')] : []),
    ...(agency ? [atMost('p99 of the others, one agency hanging', agency.p99Percent, 10, '% more')] : []),
  ];
}

function alwaysGoals({ memoryMib, violations }: Results): readonly Goal[] {
  const workers = Object.entries(memoryMib).filter(([name]) => name.startsWith('worker-'));
  const wrong = Object.values(violations).reduce((sum, count) => sum + count, 0);
  return [
    atMost('memory of the largest worker', Math.max(0, ...workers.map(([, mib]) => mib)), 150, 'MiB'),
    { name: 'wrong answers', goal: '0', value: String(wrong), met: wrong === 0 },
  ];
}
