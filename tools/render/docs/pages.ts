import type { RenderedFile } from '../file.ts';
import { agencies } from './agencies.ts';
import { config } from './config.ts';
import { felkoder } from './felkoder.ts';
import { metrics } from './metrics.ts';
import { scenarioPage } from './scenarios.ts';
import { traces } from './traces.ts';

/** Every page of the documentation that is made from the code. */
export const docs = (): readonly RenderedFile[] => [
  felkoder(),
  ...agencies(),
  config(),
  metrics(),
  scenarioPage(),
  traces(),
];
