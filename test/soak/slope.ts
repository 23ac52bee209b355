/** How much memory a process used at a moment. */
export interface Sample {
  readonly minute: number;
  readonly mib: number;
}

const WINDOW_MINUTES = 0.5;
/** A process grows while its code is compiled and its caches fill. */
const WARM_UP_SHARE = 1 / 3;

/**
 * Growth in MiB per minute: the line of least squares through the least value of each half minute, because what lies
 * above that is garbage that has not been collected yet. Zero when there is too little to see.
 */
export function slope(samples: readonly Sample[]): number {
  const end = samples.at(-1)?.minute ?? 0;
  const windows = Map.groupBy(
    samples.filter(({ minute }) => minute >= end * WARM_UP_SHARE),
    ({ minute }) => Math.floor(minute / WINDOW_MINUTES),
  );
  const points = [...windows].map(([window, list]) => ({
    x: window * WINDOW_MINUTES,
    y: Math.min(...list.map(({ mib }) => mib)),
  }));
  if (points.length < 2) return 0;
  const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;
  const [x, y] = [mean(points.map((p) => p.x)), mean(points.map((p) => p.y))];
  const above = points.reduce((sum, p) => sum + (p.x - x) * (p.y - y), 0);
  return above / points.reduce((sum, p) => sum + (p.x - x) ** 2, 0);
}
