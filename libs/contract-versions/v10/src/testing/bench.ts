import { readFileSync } from 'node:fs';
import { benchOf, edited, swap } from '@ssbtek/contract-version/testing';
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

const PERIOD = '<tidsperiod><fromDatum>2026-10-02</fromDatum><tomDatum>2026-11-23</tomDatum></tidsperiod>';

/** The example with a period for each agency that may have one: every element that a question can hold. */
export const benchMedAllt = benchOf({
  version: v10,
  exempel: edited(
    EXEMPEL,
    ...['AF', 'SO', 'TNS'].map((name) =>
      swap(`<${name} inkludera="true"/>`, `<${name} inkludera="true">${PERIOD}</${name}>`),
    ),
  ),
});
