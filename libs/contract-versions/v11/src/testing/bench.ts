import { readFileSync } from 'node:fs';
import { benchOf, swap } from '@ssbtek/contract-version/testing';
import { v11 } from '../v11';

const example = (name: string): string =>
  readFileSync(new URL(`../../../../../docs/examples/${name}`, import.meta.url), 'utf8');

/** The worked example that integrators read: all seven agencies. */
export const EXEMPEL = example('v11-fraga.xml');

/** Version 11 with its worked example. */
export const bench = benchOf({ version: v11, exempel: EXEMPEL });

/** The example without FK, whose question names the person a second time. */
export const benchUtanFk = benchOf({
  version: v11,
  exempel: swap('<FK inkludera="true"', '<FK inkludera="false"')(EXEMPEL),
});
