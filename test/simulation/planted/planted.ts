import type { Planted } from './kind.ts';
import { OF_THE_AGGREGATOR } from './of-the-aggregator.ts';
import { OF_THE_INGRESS } from './of-the-ingress.ts';
import { OF_WORKERS } from './of-workers.ts';

/** Every planted mistake; tests look for each. */
export const PLANTED: readonly Planted[] = [...OF_THE_INGRESS, ...OF_WORKERS, ...OF_THE_AGGREGATOR];
