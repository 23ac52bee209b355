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
describeSvar(bench, { kalla: 'SSBT', base64: { csn: 'svar', fk: 'lefiJsonSvar' } });
describeOpaque(bench, ['SKV', 'SO']);
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
    ['SKV in parts', '<SKV><skattekonto><data>e30=</data></skattekonto></SKV>'],
  ],
  right: [['FK data', '<FK><data><lefiJsonSvar>e30=</lefiJsonSvar></data></FK>']],
});
describeAnswerTypes(bench, ['AF', 'SKV', 'SO', 'TNS', 'MIV']);
