import { element } from '@ssbtek/xml';
import type { PortalVersion } from '../facts';
import { laidOut } from './laid-out';
import type { Asking } from './snippets';

/** A project that SoapUI opens: the version's description, its address, and the question as a request. */
export function soapUiProject(version: PortalVersion, { address, envelope, question }: Asking): string {
  const binding = /<(?:\w+:)?binding\s+name="([^"]+)"/.exec(version.wsdl(address))?.[1] ?? '';
  const operation = question.name;
  const call = element(
    'con:call',
    [
      element('con:settings', []),
      element('con:encoding', 'UTF-8'),
      element('con:endpoint', address),
      element('con:request', envelope),
    ],
    { attributes: { name: 'Prova' } },
  );
  const described = element(
    'con:interface',
    [
      element('con:settings', []),
      element('con:endpoints', [element('con:endpoint', address)]),
      element('con:operation', [element('con:settings', []), call], {
        attributes: {
          isOneWay: 'false',
          action: '',
          name: operation,
          bindingOperationName: operation,
          type: 'Request-Response',
          inputName: '',
          receivesAttachments: 'false',
          sendsAttachments: 'false',
          anonymous: 'optional',
        },
      }),
    ],
    {
      namespaces: { xsi: 'http://www.w3.org/2001/XMLSchema-instance' },
      attributes: {
        'xsi:type': 'con:WsdlInterface',
        wsaVersion: 'NONE',
        name: binding,
        type: 'wsdl',
        bindingName: `{${version.namespaces[0] ?? ''}}${binding}`,
        soapVersion: '1_1',
        anonymous: 'optional',
        definition: `${address}?wsdl`,
      },
    },
  );
  const project = element('con:soapui-project', [element('con:settings', []), described], {
    namespaces: { con: 'http://eviware.com/soapui/config' },
    attributes: { name: `SSBTEK ${version.name}`, 'soapui-version': '5.7.0', resourceRoot: '' },
  });
  return laidOut(project);
}
