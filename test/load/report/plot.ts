import type { Results } from './results.ts';
import { rolesOf } from './roles.ts';
import { barPanel, linePanel, stackedPanel, type Panel } from './panels.ts';

const WIDTH = 560;
const HEIGHT = 300;
const MARGIN = 24;
const COLUMNS = 2;

/** The results as an SVG image: one panel for each kind of figure that was measured. */
export const plot = (results: Results): string =>
  image([...throughputPanels(results), ...overheadPanels(results), ...hangingPanels(results)]);

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

function throughputPanels({ throughput = [] }: Results): readonly Panel[] {
  if (throughput.length === 0) return [];
  const labels = throughput.map(({ inFlight }) => `${inFlight} in flight`);
  const roles = throughput.map(({ cpuMs }) =>
    Object.entries(rolesOf(cpuMs)).filter(([role]) => !role.startsWith('  ')),
  );
  const names = roles[0]?.map(([role]) => role) ?? [];
  return [
    barPanel(
      'Inquiries per second',
      labels,
      throughput.map(({ perSecond }) => perSecond),
    ),
    stackedPanel(
      'CPU per inquiry, ms',
      labels,
      names,
      roles.map((values) => values.map(([, ms]) => ms)),
    ),
    barPanel(
      'Latency p99, ms',
      labels,
      throughput.map(({ latency }) => latency.p99),
    ),
  ];
}

function overheadPanels({ single, rate }: Results): readonly Panel[] {
  const lines = [
    ...(single ? [{ name: '1 in flight', values: single.curve }] : []),
    ...(rate ? [{ name: '50 inquiries/s', values: rate.curve }] : []),
  ];
  return lines.length === 0
    ? []
    : [linePanel('Overhead over the slowest agency, ms, by share of answers', lines)];
}

function hangingPanels(results: Results): readonly Panel[] {
  const cases = [
    ['person', results['hanging-person']] as const,
    ['agency', results['hanging-agency']] as const,
  ].flatMap(([name, hanging]) => (hanging ? [{ name, hanging }] : []));
  if (cases.length === 0) return [];
  const labels = cases.flatMap(({ name }) => [`no ${name} hangs`, `one ${name} hangs`]);
  const values = cases.flatMap(({ hanging }) => [hanging.without.p99, hanging.with.p99]);
  return [barPanel('p99 of the others, ms', labels, values)];
}
