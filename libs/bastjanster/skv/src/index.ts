import type { Bastjanst } from '@ssbtek/bastjanst-kit';
import { beskattning } from './beskattning/protocol';
import { descriptor } from './descriptor';
import { simulator } from './simulator';
import { soap } from './soap/protocol';

/** Skatteverket. */
export const skv: Bastjanst = { descriptor, protocols: [soap, beskattning], simulator };
