import { code, page, table } from '../docs/markdown.ts';
import type { RenderedFile } from '../file.ts';
import { leavesOf, type Leaf } from './field.ts';
import { VALUES } from './values.ts';

const kind = ({ schema }: Leaf): string => {
  const { type, enum: words } = schema as { readonly type: string; readonly enum?: readonly string[] };
  return words ? words.map((word) => code(word)).join(', ') : type;
};

const shown = (value: unknown): string => (value === undefined ? '' : code(JSON.stringify(value)));

/** Agencies are all alike: the values of the first stand for those of every one. */
const oneAgency = (path: string): string | undefined => {
  const [top, kod, ...rest] = path.split('.');
  if (top !== 'agencies') return path;
  return kod === Object.keys(agencies)[0] ? ['agencies.<code>', ...rest].join('.') : undefined;
};

const { agencies: { fields: agencies } = { fields: {} } } = VALUES as {
  readonly agencies?: { readonly fields: object };
};

/** What a value of an agency is: said once, for all, where values.yaml has it for each. */
const AGENCY: Readonly<Record<string, string>> = {
  settings: 'Addresses, and whatever else docs/configure.md has for the worker. An empty one is not set.',
  clientCertificate:
    'The worker shows the certificate in the secret ssbtek-worker-<code>-agency-tls and trusts one authority.',
  ca: 'PEM of that authority; when empty, the ConfigMap ssbtek-worker-<code>-agency-ca is yours.',
  'egress.to': 'Where network policies let the worker go, as peers of a NetworkPolicy.',
  'egress.port': 'At which port.',
};

function row([path, leaf]: readonly [string, Leaf]): readonly (readonly string[])[] {
  const name = oneAgency(path);
  if (name === undefined) return [];
  const own = name.replace('agencies.<code>.', '');
  const about = own === name ? leaf.description : (AGENCY[own] ?? `Instead of workers.${own}.`);
  const value = own === 'settings' && own !== name ? '' : shown(leaf.default);
  return [[code(name), kind(leaf), value, about]];
}

/** What the chart is and how it is used, with all its values. */
export const readme = (path: string): RenderedFile =>
  page(
    path,
    'The Helm chart',
    "The same objects as [k8s/](../../k8s): both are made by `npm run render` from the agency registry, the topics and the roles' own settings, and a test compares them object by object. One release in a namespace: names, topics and consumer groups are fixed.",
    '## Try it',
    'Any cluster will do; agencies are simulated, Kafka is one node that forgets.',
    [
      '```sh',
      'kubectl create namespace ssbtek-dev',
      'kubectl label namespace ssbtek-dev pod-security.kubernetes.io/enforce=restricted',
      'helm install ssbtek deploy/helm -n ssbtek-dev -f deploy/helm/values-dev.yaml --wait --timeout 10m',
      'helm test ssbtek -n ssbtek-dev --logs',
      '```',
    ].join('\n'),
    '## Set it up for production',
    [
      'Copy [values-prod.yaml](values-prod.yaml) and go through it from top to bottom; it has every value that has to be yours:',
      '',
      '1. `image`: your registry and the digest of the release.',
      '2. `kafka`: `strimzi` makes a cluster; `external` takes yours, with `kafka.brokers` and `networkPolicies.kafka`.',
      '3. `agencies`: address, network and authority of each, from the agreement with it.',
      '4. Secrets, made by you in the namespace, never in a values file: `ssbtek-payload-keys` and the others of `keys`, and the authorities `ssbtek-server-ca` and `ssbtek-client-ca` or issuers of your own ([docs/operate.md](../../docs/operate.md), Install).',
      '5. `callers`: whose certificates count, and the register of who may ask.',
      '',
      'What cannot work is refused before anything is made: an unknown or mistyped value by [values.schema.json](values.schema.json), values that contradict each other by the chart itself, all at once.',
    ].join('\n'),
    '`helm upgrade` rolls the pods whose settings changed, and no others. The register of parties and certificates are read again without a roll.',
    '## Test it',
    "`helm test` asks the ingress from inside the cluster, with the mesh's own image. Where agencies are simulated it asks about the published test person 191212121212 and wants data from every agency. Real agencies are never asked about a person: then it sends `testaBastjanstInformation`, which names nobody and goes all the way. With `callers.tls` it needs a certificate that may ask (`helmTest.certificateSecret`); without one it only reads the WSDL.",
    '## Values',
    table(['value', 'type', 'default', 'meaning'], leavesOf(VALUES).flatMap(row)),
  );
