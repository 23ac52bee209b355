import {
  agencyClientCertificate,
  CLIENT_ISSUER,
  ingressCertificate,
  ownIssuers,
  SERVER_ISSUER,
} from '../objects/certificates.ts';
import { forWorkers, ingress, only, type Template, worker } from './guards.ts';
import { as, Given, type Node, slot, When } from './node.ts';
import { OWN_AUTHORITY } from './workloads.ts';

const issuer = (name: string) =>
  ({ name, kind: slot('$.Values.certManager.issuerKind'), group: 'cert-manager.io' }) as const;

/** Issuers of authorities in secrets; of the chart's own authorities where there are no others. */
const issuers = (): readonly Node[] => {
  const objects = ownIssuers();
  const ofSecrets = objects.filter(({ kind, spec }) => kind === 'Issuer' && 'ca' in (spec as object));
  return [
    only(
      OWN_AUTHORITY,
      objects.filter((one) => !ofSecrets.includes(one)),
    ),
    only('ne $.Values.certManager.authority "issuers"', ofSecrets),
  ];
};

/** Certificates of the ingress and of workers, and who signs them. */
export const certificates = (): Template => [
  new When('$.Values.certManager.enabled', [
    only('$.Values.callers.tls', [
      ingressCertificate(ingress, as(new Given('$.Values.certManager.dnsNames')), issuer(SERVER_ISSUER)),
    ]),
    forWorkers([
      only('$agency.clientCertificate', [
        agencyClientCertificate(
          worker,
          slot('$.Values.certManager.organisation | quote'),
          issuer(CLIENT_ISSUER),
        ),
      ]),
    ]),
    ...issuers(),
  ]),
];
