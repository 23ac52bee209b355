export const MINUTE = 60;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Windows and waiting times of rules, all shortened by the same factor. */
export interface Windows {
  /** A time in seconds as PromQL writes it: `5m`, or `10s` where everything is 30 times as fast. */
  (seconds: number): string;
  /** The same as a number of seconds. */
  readonly seconds: (seconds: number) => number;
}

const UNITS = [
  ['d', DAY],
  ['h', HOUR],
  ['m', MINUTE],
  ['s', 1],
] as const;

/** Seconds in the largest unit that leaves no rest: `90s`, `5m`, `3d`. */
export function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  const [unit, size] = UNITS.find(([, length]) => whole % length === 0) ?? ['s', 1];
  return `${whole / size}${unit}`;
}

/** Windows that are `scale` times as short as they are written; 1 is the time that operators live in. */
export function windows(scale: number): Windows {
  const seconds = (length: number): number => Math.max(1, Math.ceil(length / scale));
  return Object.assign((length: number) => duration(seconds(length)), { seconds });
}
