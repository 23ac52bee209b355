import {
  describeAnswerSchema,
  describeAnswerTypes,
  describeEcho,
  describeEnvelope,
  describeFault,
  describeOpaque,
  describeSvar,
  describeValues,
  describeWrongValues,
  describeWsdl,
} from '@ssbtek/contract-version/testing';
import { bench, benchUtanFk } from './testing/bench';

describeEnvelope(bench);
describeValues(benchUtanFk);
describeWrongValues(bench);
describeSvar(bench, { kalla: 'SSBT', base64: { csn: 'svar', fk: 'lefiJsonSvar' }, apart: ['skv'] });
describeOpaque(bench, ['MIV', 'SO']);
describeEcho(bench);
describeFault(bench, ['fraga', 'test']);
describeWsdl(bench, {
  binding: 'BastjanstInformationInterfaceSoapBinding',
  service: 'BastjanstInformationInterfaceService',
  port: 'BastjanstInformationInterfacePort',
  faults: { fraga: 'fault', test: 'fault1' },
});
describeAnswerSchema(bench, {
  kallor: ['SSBT', 'BT'],
  wrong: [
    ['FK data without lefiJsonSvar', '<FK><data/></FK>'],
    ['SKV data as in version 10', '<SKV><data><svar xmlns=""/></data></SKV>'],
    ['a part with neither data nor error', '<SKV><skattekonto/></SKV>'],
    ['a part with svar inside data', '<SKV><skattekonto><data><svar/></data></skattekonto></SKV>'],
    [
      'parts in another order',
      '<SKV><skatteuppgifter><data/></skatteuppgifter><skattekonto><data/></skattekonto></SKV>',
    ],
    [
      'a part behind the error of the agency',
      '<SKV><error><kalla>BT</kalla><felkod>1</felkod><felmeddelande/></error><skattekonto><data/></skattekonto></SKV>',
    ],
  ],
  right: [
    ['SKV without a part', '<SKV/>'],
    ['SKV in parts', '<SKV><skattekonto><data>e30=</data></skattekonto></SKV>'],
  ],
});
describeAnswerTypes(bench, ['AF', 'SO', 'TNS', 'MIV']);
