import type { Bastjanst } from '@ssbtek/bastjanst-kit';
import { descriptor } from './descriptor';
import { soap } from './protocol';
import { simulator } from './simulator';

/** Arbetsförmedlingen. */
export const af: Bastjanst = { descriptor, protocols: [soap], simulator };
