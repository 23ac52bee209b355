import { readFileSync } from 'node:fs';
import { benchOf, edited, swap } from '@ssbtek/contract-version/testing';
import { v1 } from '../v1';

/** The contract's own example question (seed appendix b), misprints mended and numbers filled in. */
export const EXEMPEL = readFileSync(new URL('../../fixtures/fraga-bilaga-b.xml', import.meta.url), 'utf8');

export const V1 = 'http://schema.forsakringskassan.se/integration/ssbt/1';
export const V1_WSDL = 'http://schema.forsakringskassan.se/integration/SSBTEK/1';

/** The example with the two agencies that came later. */
const ALLA = edited(
  EXEMPEL,
  swap('</specifikaFrageparametrar>', '<TNS inkludera="1"/><MIV inkludera="1"/></specifikaFrageparametrar>'),
);

/** Version 1 with the contract's example. */
export const bench = benchOf({ version: v1, exempel: EXEMPEL });

/** With all seven agencies, in each of the version's namespaces (sources.md 5 #1). */
export const benchAlla = benchOf({ version: v1, exempel: ALLA });
export const benchWsdl = benchOf({
  version: v1,
  exempel: ALLA.replaceAll(V1, V1_WSDL),
  namespace: V1_WSDL,
});
