import type { Planted } from './kind.ts';
import { OF_THE_AGGREGATOR, SELDOM } from './of-the-aggregator.ts';
import { OF_THE_INGRESS } from './of-the-ingress.ts';
import { OF_WORKERS } from './of-workers.ts';

/** Every planted mistake that tests look for. */
export const PLANTED: readonly Planted[] = [...OF_THE_INGRESS, ...OF_WORKERS, ...OF_THE_AGGREGATOR];

/** All there are. */
export const ALL_PLANTED: readonly Planted[] = [...PLANTED, ...SELDOM];
