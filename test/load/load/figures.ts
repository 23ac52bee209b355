/** The value below which a share of all values lies (nearest rank); NaN without values. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** What is said of a set of latencies, ms. */
export interface Latency {
  readonly count: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
}

/** Sums up latencies after taking `minusMs` from each: the time of the slowest agency, to get the overhead. */
export function latencyOf(latencies: readonly number[], minusMs = 0): Latency {
  const at = (share: number): number => round(percentile(latencies, share) - minusMs);
  return { count: latencies.length, p50: at(0.5), p90: at(0.9), p99: at(0.99), max: at(1) };
}

/** Rounded to so many decimals. */
export const round = (value: number, decimals = 2): number => Number(value.toFixed(decimals));
