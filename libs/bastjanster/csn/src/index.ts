import type { Bastjanst } from '@ssbtek/bastjanst-kit';
import { descriptor } from './descriptor';
import { shs } from './protocol';
import { simulator } from './simulator';

/** Centrala studiestödsnämnden. */
export const csn: Bastjanst = { descriptor, protocols: [shs], simulator };
