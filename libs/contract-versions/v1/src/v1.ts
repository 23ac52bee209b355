import { base64Svar, buildVersion, xmlSvar, type BastjanstSpec } from '@ssbtek/contract-version';
import wsdl from '../schema/BastjanstInformation_v1.wsdl';
import formansinformation from '../schema/hamtaformansinformation_1.xsd';
import sammansattBastjanst from '../schema/sammansatt_bastjanst_v1.xsd';
import { readFormansforteckning } from './formansforteckning';

/** The namespace of the contract's example (seed appendix b). */
const SSBT = 'http://schema.forsakringskassan.se/integration/ssbt/1';
/** The namespace of the contract's WSDL (seed appendix a); both are in use (sources.md 5 #1). */
const SSBTEK = 'http://schema.forsakringskassan.se/integration/SSBTEK/1';

const bastjanster: readonly BastjanstSpec[] = [
  { kod: 'af', element: 'AF', writeSvar: xmlSvar },
  { kod: 'csn', element: 'CSN', writeSvar: base64Svar('svar') },
  {
    kod: 'fk',
    element: 'FK',
    writeSvar: xmlSvar,
    specifikt: 'formansforteckning',
    readSpecifikt: readFormansforteckning,
  },
  { kod: 'skv', element: 'SKV', writeSvar: xmlSvar },
  { kod: 'so', element: 'SO', writeSvar: xmlSvar },
  { kod: 'tns', element: 'TNS', writeSvar: xmlSvar },
  { kod: 'miv', element: 'MIV', writeSvar: xmlSvar },
];

/** SSBTEK version 1, the seed's own: FK is asked with a formansforteckning, `kalla` is SSBTEK or BT. */
export const v1 = buildVersion({
  name: 'v1',
  namespaces: [
    { uri: SSBT, schema: 'sammansatt_bastjanst_v1.xsd' },
    { uri: SSBTEK, schema: 'sammansatt_bastjanst_v1_SSBTEK.xsd' },
  ],
  operations: ['fraga'],
  kalla: { BT: 'BT', SSBTEK: 'SSBTEK' },
  bastjanster,
  wsdl,
  files: {
    'sammansatt_bastjanst_v1.xsd': sammansattBastjanst,
    'sammansatt_bastjanst_v1_SSBTEK.xsd': sammansattBastjanst.replaceAll(SSBT, SSBTEK),
    'hamtaformansinformation_1.xsd': formansinformation,
  },
});
