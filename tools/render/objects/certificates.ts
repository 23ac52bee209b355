import { labelsOf, objectName } from '../model/names.ts';
import type { Workload } from '../model/workload.ts';
import { object, type KubernetesObject, type Param } from './object.ts';
import { agencyCertificate, INGRESS_CERTIFICATE } from './parts.ts';

const API = 'cert-manager.io/v1';

/** Who signs: an Issuer of the namespace, or a ClusterIssuer. */
export interface IssuerRef {
  readonly name: string;
  readonly kind: string;
  readonly group: 'cert-manager.io';
}

/** The issuers that certificates name; an installation says what they are. */
export const SERVER_ISSUER = 'ssbtek-server';
export const CLIENT_ISSUER = 'ssbtek-client';

export const issuerRef = (name: string, kind = 'Issuer'): IssuerRef => ({
  name,
  kind,
  group: 'cert-manager.io',
});

/** Days, written as cert-manager wants durations. */
const days = (count: number): string => `${count * 24}h0m0s`;

const KEY = { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' } as const;
const LIFE = { duration: days(90), renewBefore: days(30) } as const;

/** The server certificate of the ingress. The process reads it again when it changes. */
export const ingressCertificate = (
  ingress: Workload,
  dnsNames: Param<readonly string[]>,
  issuer: IssuerRef = issuerRef(SERVER_ISSUER),
): KubernetesObject =>
  certificate(ingress, INGRESS_CERTIFICATE, {
    commonName: objectName(ingress),
    dnsNames,
    usages: ['digital signature', 'server auth'],
    issuerRef: issuer,
  });

/** Försäkringskassan, which runs the service: subject serialNumber of our certificates, `16` in front. */
export const OUR_ORGANISATION = '162021005521';

/** The client certificate of a worker towards its agency, with our organisation number as the agencies read it. */
export const agencyClientCertificate = (
  worker: Workload,
  serialNumber: string,
  issuer: IssuerRef = issuerRef(CLIENT_ISSUER),
): KubernetesObject =>
  certificate(worker, agencyCertificate(worker.agency?.kod ?? ''), {
    commonName: objectName(worker),
    subject: { serialNumber },
    usages: ['digital signature', 'client auth'],
    issuerRef: issuer,
  });

const certificate = (
  workload: Workload,
  secretName: string,
  spec: Readonly<Record<string, unknown>>,
): KubernetesObject =>
  object(
    API,
    'Certificate',
    secretName,
    { spec: { secretName, ...LIFE, privateKey: KEY, ...spec } },
    labelsOf(workload),
  );

/** The secret with the authority of clients that {@link ownIssuers} make. */
export const OWN_CLIENT_CA = `${CLIENT_ISSUER}-ca`;

/** Issuers with an authority of their own, for where no real one is at hand: trials. */
export const ownIssuers = (): readonly KubernetesObject[] => [
  object(API, 'Issuer', 'ssbtek-root', { spec: { selfSigned: {} } }),
  ...[SERVER_ISSUER, CLIENT_ISSUER].flatMap((name) => [
    object(API, 'Certificate', `${name}-ca`, {
      spec: {
        secretName: `${name}-ca`,
        isCA: true,
        commonName: `${name} of trials`,
        duration: days(365),
        privateKey: KEY,
        usages: ['cert sign', 'crl sign'],
        issuerRef: issuerRef('ssbtek-root'),
      },
    }),
    object(API, 'Issuer', name, { spec: { ca: { secretName: `${name}-ca` } } }),
  ]),
];
