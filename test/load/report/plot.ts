import type { SideName } from '../plan.ts';
import type { Results, TurnResults } from './results.ts';
import { rolesOf } from './roles.ts';
import { barPanel, linePanel, stackedPanel, type Panel } from './panels.ts';

const WIDTH = 560;
const HEIGHT = 300;
const MARGIN = 24;
const COLUMNS = 2;

/** The results as an SVG image: one panel for each kind of figure that was measured. */
export const plot = (results: Results): string =>
  image([
    ...throughputPanels(results),
    ...overheadPanels(results),
    ...coldPanels(results),
    ...hangingPanels(results),
  ]);

/** Panels beside and below each other as an SVG image; the comment goes into its first line. */
export function image(panels: readonly Panel[], comment = ''): string {
  const rows = Math.ceil(panels.length / COLUMNS);
  const width = COLUMNS * (WIDTH + MARGIN) + MARGIN;
  const height = rows * (HEIGHT + MARGIN) + MARGIN;
  const placed = panels.map((panel, index) => {
    const x = MARGIN + (index % COLUMNS) * (WIDTH + MARGIN);
    const y = MARGIN + Math.floor(index / COLUMNS) * (HEIGHT + MARGIN);
    return `<g transform="translate(${x} ${y})">${panel(WIDTH, HEIGHT)}</g>`;
  });
  return `${comment && `<!-- ${comment} -->\n`}<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">
<rect width="100%" height="100%" fill="#ffffff"/>
${placed.join('\n')}
</svg>
`;
}

const LABELS: Readonly<Record<SideName, string>> = { here: 'here', other: 'other', floor: 'floor' };

/** The last turn of each side. */
const lastTurns = ({ turns }: Results): readonly TurnResults[] =>
  (Object.keys(LABELS) as SideName[]).flatMap((side) => turns.findLast((turn) => turn.side === side) ?? []);

function throughputPanels(results: Results): readonly Panel[] {
  const levels = lastTurns(results).flatMap(({ side, throughput = [] }) =>
    throughput.map((level) => ({ ...level, label: `${LABELS[side]} ${level.inFlight}` })),
  );
  if (levels.length === 0) return [];
  const labels = levels.map(({ label }) => label);
  const roles = levels.map(({ cpuMs }) => Object.entries(rolesOf(cpuMs)));
  const names = roles[0]?.map(([role]) => role) ?? [];
  const values = roles.map((entries) => entries.map(([, ms]) => ms));
  return [
    barPanel(
      'Inquiries per second, by number in flight',
      labels,
      levels.map(({ perSecond }) => perSecond),
    ),
    stackedPanel('CPU per inquiry, ms, by number in flight', labels, names, values),
  ];
}

function overheadPanels(results: Results): readonly Panel[] {
  const lines = lastTurns(results).flatMap(({ side, single, rate }) => [
    ...(single ? [{ name: `${LABELS[side]}, 1 in flight`, values: single.curve }] : []),
    ...(rate ? [{ name: `${LABELS[side]}, 50/s`, values: rate.curve }] : []),
  ]);
  return lines.length === 0
    ? []
    : [linePanel('Overhead over the slowest agency, ms, by share of answers', lines)];
}

function coldPanels(results: Results): readonly Panel[] {
  const lines = lastTurns(results).flatMap(({ side, cold }) =>
    cold ? [{ name: LABELS[side], values: cold.p99 }] : [],
  );
  if (lines.length === 0) return [];
  return [linePanel('p99 after a start, ms, 50/s', lines, ['0', '', '', '', 'end'])];
}

function hangingPanels({ turns }: Results): readonly Panel[] {
  const here = turns.find(({ side }) => side === 'here');
  const cases = [
    ['person', here?.['hanging-person']] as const,
    ['agency', here?.['hanging-agency']] as const,
  ].flatMap(([name, hanging]) => (hanging ? [{ name, hanging }] : []));
  if (cases.length === 0) return [];
  const labels = cases.flatMap(({ name }) => [`no ${name} hangs`, `one ${name} hangs`]);
  const values = cases.flatMap(({ hanging }) => [hanging.without.p99, hanging.with.p99]);
  return [barPanel('p99 of the others, ms', labels, values)];
}
