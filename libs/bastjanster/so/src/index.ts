import type { Bastjanst } from '@ssbtek/bastjanst-kit';
import { descriptor } from './descriptor';
import { soap } from './protocol';
import { simulator } from './simulator';

/** Sveriges a-kassor. */
export const so: Bastjanst = { descriptor, protocols: [soap], simulator };
