import {
  describeEcho,
  describeEnvelope,
  describeFault,
  describeOpaque,
  describeSvar,
  describeValues,
  describeWrongValues,
  describeWsdl,
} from '@ssbtek/contract-version/testing';
import { bench, benchAlla, benchWsdl } from './testing/bench';

describeEnvelope(bench);
describeValues(benchAlla);
describeWrongValues(benchAlla);
describeFault(bench, ['fraga']);

for (const each of [benchAlla, benchWsdl]) {
  describeSvar(each, { kalla: 'SSBTEK', base64: { csn: 'svar' } });
  describeOpaque(each, ['SKV', 'SO']);
  describeEcho(each);
}

const name = 'WSBastjanstInformationInterfaceExport_BastjanstInformationInterfaceHttp';
describeWsdl(bench, {
  binding: `${name}Binding`,
  service: `${name}Service`,
  port: `${name}Port`,
  faults: { fraga: 'fault1' },
});
