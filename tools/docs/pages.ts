import { config } from './config.ts';
import { felkoder } from './felkoder.ts';
import type { Page } from './markdown.ts';
import { metrics } from './metrics.ts';

/** Every page that is made from the code. */
export const pages = (): readonly Page[] => [felkoder(), config(), metrics()];
