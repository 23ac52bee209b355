/** Seconds between samples, as in a real installation. */
export const SECONDS_BETWEEN = 15;
const SAMPLES_PER_MINUTE = 60 / SECONDS_BETWEEN;

/** A series before it is known where it comes from. */
export interface Series {
  readonly metric: string;
  readonly labels: Readonly<Record<string, string>>;
  /** In the notation of promtool. */
  readonly values: string;
}

/** So many minutes of something; `null`: no samples. */
export type Stretch = readonly [minutes: number, what: number | null];

/** What is no longer there has an end that Prometheus sees at once; what is not there yet has none. */
const absent = (count: number, before: number): string =>
  before === 0 ? `_x${count}` : `stale _x${count - 1}`;

const samples = (minutes: number): number => Math.round(minutes * SAMPLES_PER_MINUTE);

/** A gauge that has a value for some minutes, then another. */
export function gauge(
  metric: string,
  labels: Readonly<Record<string, string>>,
  ...stretches: readonly Stretch[]
): Series {
  const values = stretches.map(([minutes, value], i) =>
    value === null ? absent(samples(minutes), i) : `${value}x${samples(minutes) - 1}`,
  );
  return { metric, labels, values: values.join(' ') };
}

/** A counter that counts so many a minute for some minutes, then another number. */
export function counter(
  metric: string,
  labels: Readonly<Record<string, string>>,
  ...stretches: readonly Stretch[]
): Series {
  let total = 0;
  const values = stretches.map(([minutes, perMinute], i) => {
    const count = samples(minutes);
    if (perMinute === null) return absent(count, i);
    const step = perMinute / SAMPLES_PER_MINUTE;
    const first = total + step;
    total += step * count;
    return `${first}+${step}x${count - 1}`;
  });
  return { metric, labels, values: values.join(' ') };
}
