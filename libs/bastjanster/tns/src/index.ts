import type { Bastjanst } from '@ssbtek/bastjanst-kit';
import { descriptor } from './descriptor';
import { soap } from './protocol';
import { simulator } from './simulator';

/** Transportstyrelsen. */
export const tns: Bastjanst = { descriptor, protocols: [soap], simulator };
