/** Draws itself into so much room. */
export type Panel = (width: number, height: number) => string;

const COLOURS = ['#1f5fa8', '#3f8f6b', '#d58a2a', '#8a8f98', '#b5b9c0', '#d6d8dc'];
const LEFT = 52;
const TOP = 34;
const BOTTOM = 28;

/** One bar for each label. */
export const barPanel = (title: string, labels: readonly string[], values: readonly number[]): Panel =>
  stackedPanel(
    title,
    labels,
    [],
    values.map((value) => [value]),
  );

/** Bars made of one piece for each name. */
export function stackedPanel(
  title: string,
  labels: readonly string[],
  names: readonly string[],
  bars: readonly (readonly number[])[],
): Panel {
  return (width, height) => {
    const sums = bars.map((bar) => bar.reduce((sum, value) => sum + value, 0));
    const axis = axisFor(Math.max(...sums), height);
    const room = (width - LEFT - (names.length > 0 ? 150 : 0)) / bars.length;
    const drawn = bars.map((bar, index) => {
      const x = LEFT + room * (index + 0.2);
      let base = 0;
      const pieces = bar.map((value, piece) => {
        base += value;
        const [top, size] = [axis.y(base), axis.y(base - value) - axis.y(base)];
        return `<rect x="${fixed(x)}" y="${fixed(top)}" width="${fixed(room * 0.6)}" height="${fixed(size)}" fill="${colour(piece)}"/>`;
      });
      const middle = x + room * 0.3;
      const sum = sums[index] ?? 0;
      const value = text(middle, axis.y(sum) - 4, sum.toFixed(sum < 100 ? 1 : 0), 'middle');
      return pieces.join('') + value + text(middle, height - 10, labels[index] ?? '', 'middle');
    });
    return heading(title) + axis.svg(width) + drawn.join('') + legend(names, width - 145);
  };
}

/** Lines over the share of answers from 0 to 100 per cent, unless the marks below say something else. */
export function linePanel(
  title: string,
  lines: readonly { readonly name: string; readonly values: readonly number[] }[],
  marks: readonly string[] = ['0 %', '25 %', '50 %', '75 %', '100 %'],
): Panel {
  return (width, height) => {
    const axis = axisFor(Math.max(...lines.flatMap(({ values }) => values)), height);
    const room = width - LEFT - 10;
    // Two lines are told apart best by colours that are no neighbours.
    const stride = lines.length > 3 ? 1 : 2;
    const drawn = lines.map(({ values }, index) => {
      const points = values.map(
        (value, at) =>
          `${fixed(LEFT + (at / (values.length - 1)) * room)},${fixed(axis.y(Math.max(0, value)))}`,
      );
      return `<polyline points="${points.join(' ')}" fill="none" stroke="${colour(index * stride)}" stroke-width="2"/>`;
    });
    const last = marks.length - 1;
    const below = marks.map((mark, i) =>
      text(LEFT + (i / last) * room, height - 10, mark, i === last ? 'end' : 'middle'),
    );
    return (
      heading(title) +
      axis.svg(width) +
      drawn.join('') +
      below.join('') +
      legend(
        lines.map(({ name }) => name),
        LEFT + 12,
        stride,
      )
    );
  };
}

function axisFor(max: number, height: number) {
  const step = niceStep(max / 4);
  const top = Math.max(step, Math.ceil((max * 1.05) / step) * step);
  const y = (value: number): number => height - BOTTOM - (value / top) * (height - TOP - BOTTOM);
  const marks = Array.from({ length: Math.round(top / step) + 1 }, (_, index) => index * step);
  return {
    y,
    svg: (width: number): string =>
      marks
        .map(
          (mark) =>
            `<line x1="${LEFT}" x2="${width}" y1="${fixed(y(mark))}" y2="${fixed(y(mark))}" stroke="#e3e5e8"/>${text(LEFT - 6, y(mark) + 4, String(Number(mark.toPrecision(4))), 'end')}`,
        )
        .join(''),
  };
}

/** 1, 2 or 5 times a power of ten. */
function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(rough, 1e-6)));
  return ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10) * power;
}

const legend = (names: readonly string[], x: number, stride = 1): string =>
  names
    .map(
      (name, index) =>
        `<rect x="${x}" y="${TOP + index * 18}" width="11" height="11" fill="${colour(index * stride)}"/>${text(x + 17, TOP + 10 + index * 18, name, 'start')}`,
    )
    .join('');

const heading = (title: string): string =>
  `<text x="0" y="14" font-size="14" font-weight="bold" fill="#222">${title}</text>`;
const text = (x: number, y: number, content: string, anchor: string): string =>
  `<text x="${fixed(x)}" y="${fixed(y)}" text-anchor="${anchor}" fill="#333">${content}</text>`;
const fixed = (value: number): string => value.toFixed(1);
const colour = (index: number): string => COLOURS[index % COLOURS.length] ?? '#000';
