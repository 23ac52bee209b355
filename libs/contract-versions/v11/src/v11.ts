import {
  AGENCY_SCHEMAS,
  base64Svar,
  buildVersion,
  readLefiFraga,
  xmlSvar,
  type BastjanstSpec,
} from '@ssbtek/contract-version';
import wsdl from '../schema/BastjanstInformation_v11.wsdl';
import sammansattBastjanst from '../schema/sammansatt_bastjanst_v11.xsd';
import { readBeskattning } from './read-beskattning';
import { beskattningSvar } from './write-beskattning';

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
  {
    kod: 'skv',
    element: 'SKV',
    writeSvar: beskattningSvar,
    specifikt: 'beskattning',
    readSpecifikt: readBeskattning,
  },
  { kod: 'so', element: 'SO', writeSvar: xmlSvar },
  { kod: 'tns', element: 'TNS', writeSvar: xmlSvar },
  { kod: 'miv', element: 'MIV', writeSvar: xmlSvar },
];

/** SSBTEK version 11 (sources.md 1.4): as version 10, but SKV is asked for tax years and answers in parts. */
export const v11 = buildVersion({
  name: 'v11',
  namespaces: [
    {
      uri: 'http://schema.forsakringskassan.se/integration/ssbt/11',
      schema: 'sammansatt_bastjanst_v11.xsd',
    },
  ],
  operations: ['fraga', 'test'],
  kalla: { BT: 'BT', SSBTEK: 'SSBT' },
  bastjanster,
  wsdl,
  files: { 'sammansatt_bastjanst_v11.xsd': sammansattBastjanst, ...AGENCY_SCHEMAS },
});
