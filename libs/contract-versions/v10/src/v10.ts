import {
  AGENCY_SCHEMAS,
  base64Svar,
  buildVersion,
  readLefiFraga,
  SKV_SCHEMA,
  xmlSvar,
  type BastjanstSpec,
} from '@ssbtek/contract-version';
import wsdl from '../schema/BastjanstInformation_v10.wsdl';
import sammansattBastjanst from '../schema/sammansatt_bastjanst_v10.xsd';

const bastjanster: readonly BastjanstSpec[] = [
  { kod: 'af', element: 'AF', writeSvar: xmlSvar },
  { kod: 'csn', element: 'CSN', writeSvar: base64Svar('svar') },
  {
    kod: 'fk',
    element: 'FK',
    writeSvar: base64Svar('lefiJsonSvar'),
    specifikt: 'lefi',
    readSpecifikt: readLefiFraga,
  },
  { kod: 'skv', element: 'SKV', writeSvar: xmlSvar },
  { kod: 'so', element: 'SO', writeSvar: xmlSvar },
  { kod: 'tns', element: 'TNS', writeSvar: xmlSvar },
  { kod: 'miv', element: 'MIV', writeSvar: xmlSvar },
];

/** SSBTEK version 10 (sources.md 1.3 to 1.7): FK is asked in LEFI's own JSON, `kalla` is SSBT or BT. */
export const v10 = buildVersion({
  name: 'v10',
  namespaces: [
    {
      uri: 'http://schema.forsakringskassan.se/integration/ssbt/10',
      schema: 'sammansatt_bastjanst_v10.xsd',
    },
  ],
  operations: ['fraga', 'test'],
  kalla: { BT: 'BT', SSBTEK: 'SSBT' },
  bastjanster,
  wsdl,
  files: { 'sammansatt_bastjanst_v10.xsd': sammansattBastjanst, ...AGENCY_SCHEMAS, ...SKV_SCHEMA },
});
