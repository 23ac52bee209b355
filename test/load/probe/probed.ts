import type { RequestCounts } from './requests.ts';

/** What a process tells of itself between two moments. */
export interface Probed {
  readonly gcMs: number;
  readonly requests: RequestCounts;
  /** How late the event loop was. */
  readonly lateMs: { readonly p50: number; readonly p99: number; readonly max: number };
}

/** For `--import`. */
export const PRELOAD = new URL('preload.ts', import.meta.url).href;

/** Begins to count, and the next time tells. */
export const PROBE_SIGNAL = 'SIGUSR2';
/** The variable that says where to. */
export const PROBE_FILE = 'BENCH_PROBE_FILE';
