import type { Bastjanst } from '@ssbtek/bastjanst-kit';
import { descriptor } from './descriptor';
import { soap } from './protocol';
import { simulator } from './simulator';

/** Migrationsverket. */
export const miv: Bastjanst = { descriptor, protocols: [soap], simulator };
