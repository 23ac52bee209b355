import { selectorOf, USER_ID } from '../model/names.ts';
import { CONTAINER_SECURITY, podSecurity } from '../objects/deployment.ts';
import { DNS, labelled, networkPolicy, peer, tcp, type Peer } from '../objects/network-policies.ts';
import { object, type KubernetesObject } from '../objects/object.ts';
import { finished } from './finished.ts';
import { as, at, Given, slot, When, type Node } from './node.ts';
import { workloadNamed } from './workloads.ts';

const NAME = 'ssbtek-ask';
/** Not a label of the mesh: it is not scraped, and no policy of the mesh is for it. */
const LABELS = { 'app.kubernetes.io/name': NAME } as const;
const FOLDER = '/ask';
const CERTIFICATE = '/certificate';
const FILES = ['ask.mts', 'v1-fraga.xml', 'v11-testa.xml'];

const TLS = '$.Values.callers.tls';
const SECRET = '$.Values.helmTest.certificateSecret';
const ASKS_AS_CALLER = `and ${TLS} ${SECRET}`;

/** Runs on `helm test`, and stays until the next one: its log is the answer. */
const hook = (node: KubernetesObject, weight: number): Node =>
  at(finished(node), ['metadata'], (metadata) => ({
    ...(metadata as object),
    annotations: {
      'helm.sh/hook': 'test',
      'helm.sh/hook-weight': String(weight),
      'helm.sh/hook-delete-policy': 'before-hook-creation',
    },
  }));

const files = (): KubernetesObject =>
  object(
    'v1',
    'ConfigMap',
    NAME,
    { data: Object.fromEntries(FILES.map((file) => [file, slot(`$.Files.Get "files/${file}" | quote`)])) },
    LABELS,
  );

const ingress = workloadNamed('ingress');
const DOOR = labelled(selectorOf(ingress));

/** The test's way to the ingress, at both ends: the ingress may be open to some callers only. */
const policies = (): readonly KubernetesObject[] => {
  const ports = tcp('soap');
  const from = [peer(labelled(LABELS))] as readonly Peer[];
  return [
    networkPolicy(NAME, labelled(LABELS), { egress: [DNS, { to: [peer(DOOR)], ports }] }, LABELS),
    networkPolicy(`${NAME}-ingress`, DOOR, { ingress: [{ from, ports }] }, LABELS),
  ];
};

const environment: readonly Node[] = [
  { name: 'SSBTEK_ASK', value: slot('include "ssbtek.ask" $') },
  {
    name: 'SSBTEK_ASK_URL',
    value: `${slot(`ternary "https" "http" ${TLS}`)}://ssbtek-ingress:${slot('$.Values.ingress.service.port')}`,
  },
  new When(TLS, [
    { name: 'SSBTEK_ASK_SERVER_NAME', value: slot('first $.Values.certManager.dnsNames') },
    { name: 'SSBTEK_ASK_CA_FILE', value: `${CERTIFICATE}/ca.crt` },
  ]),
  new When(ASKS_AS_CALLER, [
    { name: 'SSBTEK_ASK_CERT_FILE', value: `${CERTIFICATE}/tls.crt` },
    { name: 'SSBTEK_ASK_KEY_FILE', value: `${CERTIFICATE}/tls.key` },
  ]),
];

const projected = (name: string, keys: readonly string[], more: object = {}) => ({
  secret: { name, items: keys.map((key) => ({ key, path: key })), ...more },
});

const volumes: readonly Node[] = [
  { name: 'ask', configMap: { name: NAME } },
  new When(TLS, [
    {
      name: 'certificate',
      projected: {
        sources: [
          // Not every issuer says who it is; a public one need not.
          projected(slot('$.Values.callers.certificateSecret'), ['ca.crt'], { optional: true }),
          new When(SECRET, [projected(slot(SECRET), ['tls.crt', 'tls.key'])]),
        ],
      },
    },
  ]),
];

const pod = (): KubernetesObject =>
  object(
    'v1',
    'Pod',
    NAME,
    {
      spec: {
        restartPolicy: 'Never',
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        securityContext: podSecurity(USER_ID),
        imagePullSecrets: as<object>(new Given('$.Values.image.pullSecrets')),
        nodeSelector: as<object>(new Given('$.Values.nodeSelector')),
        tolerations: as<object>(new Given('$.Values.tolerations')),
        containers: [
          {
            name: 'ask',
            image: slot('include "ssbtek.image" $'),
            imagePullPolicy: slot('$.Values.image.pullPolicy'),
            args: [`${FOLDER}/ask.mts`],
            env: environment,
            resources: { requests: { cpu: '50m', memory: '96Mi' }, limits: { memory: '96Mi' } },
            securityContext: CONTAINER_SECURITY,
            volumeMounts: [
              { name: 'ask', mountPath: FOLDER, readOnly: true },
              new When(TLS, [{ name: 'certificate', mountPath: CERTIFICATE, readOnly: true }]),
            ],
          },
        ],
        volumes,
      },
    },
    LABELS,
  );

/** `helm test`: one question, asked with the mesh's own image. */
export const testPod = (): readonly Node[] => [
  hook(files(), 0),
  new When(
    '$.Values.networkPolicies.enabled',
    policies().map((one) => hook(one, 0)),
  ),
  hook(pod(), 1),
];
