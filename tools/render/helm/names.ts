import { keySecretsOf } from '../model/mounts.ts';
import { MESH } from '../model/workloads.ts';
import { CLIENT_ISSUER, SERVER_ISSUER } from '../objects/certificates.ts';
import { CLUSTER_CA_SECRET } from '../objects/kafka.ts';
import { CALLER_CA, INGRESS_CERTIFICATE, PARTIES_MAP } from '../objects/parts.ts';
import { inside, slot, type Node } from './node.ts';

/** Secrets with keys that some process reads: the value of the chart that names each, below `keys`. */
export const KEY_VALUES = [...new Set(MESH.flatMap(keySecretsOf))].map(({ mount, secret }) => ({
  mount,
  key: mount.name.replace(/-keys$/, 'Secret'),
  secret,
  files: Object.values(mount.files),
}));

/** Names that the object builders know as fixed and the chart as values. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ...KEY_VALUES.map(({ key, secret }) => [secret, slot(`$.Values.keys.${key}`)] as const),
  [CLUSTER_CA_SECRET, slot('include "ssbtek.kafka.ca" $')],
  [INGRESS_CERTIFICATE, slot('$.Values.callers.certificateSecret')],
  [CALLER_CA.name, slot('$.Values.callers.caConfigMap')],
  [PARTIES_MAP, slot('$.Values.callers.partiesConfigMap')],
  [SERVER_ISSUER, slot('$.Values.certManager.serverIssuer')],
  [CLIENT_ISSUER, slot('$.Values.certManager.clientIssuer')],
]);

/** The object with these names as values of the chart. */
export const withNames = (node: Node): Node =>
  typeof node === 'string' ? (NAMES.get(node) ?? node) : inside(node, withNames);
