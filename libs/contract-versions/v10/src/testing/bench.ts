import { readFileSync } from 'node:fs';
import { benchOf, swap } from '@ssbtek/contract-version/testing';
import { v10 } from '../v10';

const example = (name: string): string =>
  readFileSync(new URL(`../../../../../docs/examples/${name}`, import.meta.url), 'utf8');

/** The worked example that integrators read: all seven agencies. */
export const EXEMPEL = example('v10-fraga.xml');

/** The worked example of a test question. */
export const TESTA = example('v10-testa.xml');

/** Version 10 with its worked example. */
export const bench = benchOf({ version: v10, exempel: EXEMPEL });

/** The example without FK, whose question names the person a second time. */
export const benchUtanFk = benchOf({
  version: v10,
  exempel: swap('<FK inkludera="true"', '<FK inkludera="false"')(EXEMPEL),
});
