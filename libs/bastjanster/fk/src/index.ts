import type { Bastjanst } from '@ssbtek/bastjanst-kit';
import { descriptor } from './descriptor';
import { lefiOnline } from './lefi-online/protocol';
import { lefiRest } from './lefi-rest/protocol';
import { lefiTest } from './lefi-rest/test-operation';
import { simulator } from './simulator';

/** Försäkringskassan, for Pensionsmyndigheten too. */
export const fk: Bastjanst = { descriptor, protocols: [lefiOnline, lefiRest], test: lefiTest, simulator };
