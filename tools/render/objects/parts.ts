import { agencyTls, CALLER_TLS, KAFKA_TLS, keySecretsOf, PARTIES } from '../model/mounts.ts';
import { objectName } from '../model/names.ts';
import type { Workload } from '../model/workload.ts';
import { mounted, type FileSource, type PodParts } from './pod-parts.ts';

/** The keys that a process does not start without. */
export const keyParts = (workload: Workload): readonly PodParts[] =>
  keySecretsOf(workload).map(({ mount, secret }) => mounted(mount, { from: 'secret', name: secret }));

/**
 * A client certificate towards Kafka. The authority of the brokers' certificates and the user's own certificate are
 * in two secrets: the `ca.crt` beside a user's certificate is the authority of users, which the brokers' is not.
 */
export const kafkaTlsParts = (workload: Workload, clusterCaSecret: string): PodParts =>
  mounted(
    KAFKA_TLS,
    { from: 'secret', name: clusterCaSecret, files: { 'ca.crt': 'ca.crt' } },
    {
      from: 'secret',
      name: objectName(workload),
      files: { 'user.crt': 'user.crt', 'user.key': 'user.key' },
    },
  );

/** The secret that the ingress's server certificate is kept in. */
export const INGRESS_CERTIFICATE = 'ssbtek-ingress-tls';
/** The register of parties. */
export const PARTIES_MAP = 'ssbtek-parties';

/** The authorities that callers' certificates come from: not those of the ingress's own. */
export const CALLER_CA: FileSource = {
  from: 'configMap',
  name: 'ssbtek-caller-ca',
  files: { 'ca.crt': 'ca.crt' },
};

/** TLS that ends in the ingress and asks for the caller's certificate. */
export const callerTlsParts = (callerCa: FileSource = CALLER_CA): PodParts =>
  mounted(
    CALLER_TLS,
    { from: 'secret', name: INGRESS_CERTIFICATE, files: { 'tls.crt': 'tls.crt', 'tls.key': 'tls.key' } },
    callerCa,
  );

/** The register of those who may come. The process reads it again when it changes. */
export const partiesParts = (): PodParts => mounted(PARTIES, { from: 'configMap', name: PARTIES_MAP });

/** The secret with a worker's client certificate towards its agency. */
export const agencyCertificate = (kod: string): string => `ssbtek-worker-${kod}-agency-tls`;
/** The authority that the agency's own certificate comes from. */
export const agencyCa = (kod: string): string => `ssbtek-worker-${kod}-agency-ca`;

/** A client certificate towards the agency, and the only authority that its server's may come from. */
export const agencyTlsParts = (kod: string): PodParts =>
  mounted(
    agencyTls(kod),
    {
      from: 'secret',
      name: agencyCertificate(kod),
      files: { 'tls.crt': 'tls.crt', 'tls.key': 'tls.key' },
    },
    { from: 'configMap', name: agencyCa(kod), files: { 'ca.crt': 'ca.crt' } },
  );
