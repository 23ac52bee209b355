import type { Workload } from '../model/workload.ts';
import { DEADLINE_MS, MESH, SIMULATOR_WORKLOAD, WORKERS } from '../model/workloads.ts';
import { deployment, type DeploymentParameters, type Resources } from '../objects/deployment.ts';
import { agencyTlsParts, callerTlsParts, kafkaTlsParts, partiesParts } from '../objects/parts.ts';
import { OWN_CLIENT_CA } from '../objects/certificates.ts';
import { CLUSTER_CA_SECRET } from '../objects/kafka.ts';
import { together, type PodParts } from '../objects/pod-parts.ts';
import { podDisruptionBudget, serviceAccount, workloadSettings } from '../objects/workload-objects.ts';
import { finished, withPodValues } from './finished.ts';
import { as, Given, REST, slot, When, type Node } from './node.ts';

/** Whether processes show Kafka a certificate. */
export const KAFKA_TLS = 'eq (include "ssbtek.kafka.tls" $) "true"';

/** Whether the chart makes authorities of its own, for trials. */
export const OWN_AUTHORITY = 'and $.Values.certManager.enabled (eq $.Values.certManager.authority "trial")';

const KOD = slot('$kod');

/** Any one worker: all are alike but for the code. The template of workers is made of it. */
export function anyWorker(workers: readonly Workload[] = WORKERS): Workload {
  const [first] = workers;
  if (!first?.agency) throw new Error('there is no agency');
  const { kod } = first.agency;
  const own = (name: string): string => name.replace(new RegExp(`-${kod}$`), `-${KOD}`);
  return {
    ...first,
    name: own(first.name),
    agency: { kod: KOD, namn: '', addresses: [] },
    acls: first.acls.map((acl) => ({ ...acl, name: own(acl.name) })),
  };
}

/** Parts of a pod that are there only where something is so. */
function optional(condition: string, parts: readonly PodParts[]): PodParts {
  const { env, volumes, volumeMounts } = together(parts);
  const when = <T>(items: readonly T[]): readonly T[] => [
    as<T>(new When(condition, items as unknown as readonly Node[])),
  ];
  return { env: when(env), volumes: when(volumes), volumeMounts: when(volumeMounts) };
}

/** What the ingress has for its callers; whoever made the authority of trials has it in a secret. */
function callerParts(): readonly PodParts[] {
  const [usual, own] = [
    callerTlsParts(),
    callerTlsParts({ from: 'secret', name: OWN_CLIENT_CA, files: { 'tls.crt': 'ca.crt' } }),
  ].map(({ volumes }) => volumes as unknown as readonly Node[]);
  const volume = as<PodParts['volumes'][number]>(new When(OWN_AUTHORITY, own ?? null, usual));
  return [{ ...callerTlsParts(), volumes: [volume] }, partiesParts()];
}

function partsOf(workload: Workload): readonly PodParts[] {
  if (!workload.usesKafka) return [];
  const kafka = optional(KAFKA_TLS, [kafkaTlsParts(workload, CLUSTER_CA_SECRET)]);
  if (workload.kind === 'ingress') return [kafka, optional('$.Values.callers.tls', callerParts())];
  if (workload.agency)
    return [kafka, optional('$agency.clientCertificate', [agencyTlsParts(workload.agency.kod)])];
  return [kafka];
}

/** Which settings the ConfigMap of a workload has: a named template, and what it is called with. */
const settingsOf = ({ kind }: Pick<Workload, 'kind'>): string =>
  kind === 'worker'
    ? 'include "ssbtek.settings.worker" (dict "root" $ "kod" $kod "settings" $agency.settings)'
    : `include "ssbtek.settings.${kind}" $`;

/** Times that follow the deadline, in the model's own steps. */
function timesOf({
  environment,
  stop,
}: Workload): Pick<DeploymentParameters, 'environment' | 'graceSeconds'> {
  const after = (ms: number): string => `add $.Values.deadlineMs ${ms - DEADLINE_MS}`;
  const seconds = slot(`div (${after(stop.graceMs + 999)}) 1000`);
  return {
    environment: {
      ...environment,
      SSBTEK_STOP_TIMEOUT_MS: slot(`${after(stop.timeoutMs)} | toString | quote`),
    },
    graceSeconds: seconds,
  };
}

/** The Deployment of a workload whose own values are in a variable: `$.Values.ingress`. */
export function deploymentTemplate(workload: Workload, values: string): Node {
  const replicas = slot(`${values}.replicas`);
  const built = deployment(workload, {
    image: slot('include "ssbtek.image" $'),
    imagePullPolicy: slot('$.Values.image.pullPolicy'),
    // Two that count replicas would undo each other's work.
    replicas: workload.agency ? as(new When('not $.Values.keda.enabled', replicas)) : replicas,
    resources: as<Resources & string>(new Given(`${values}.resources`)),
    ...timesOf(workload),
    parts: partsOf(workload),
    podAnnotations: {
      'checksum/settings': slot(
        `print (include "ssbtek.settings" $) (${settingsOf(workload)})${workload.agency ? ' $agency.ca' : ''} | sha256sum`,
      ),
      [REST]: as<string>(new Given('$.Values.podAnnotations')),
    },
    pod: {
      imagePullSecrets: new Given('$.Values.image.pullSecrets'),
      nodeSelector: new Given('$.Values.nodeSelector'),
      tolerations: new Given('$.Values.tolerations'),
      priorityClassName: new When('$.Values.priorityClassName', slot('$.Values.priorityClassName')),
    },
  });
  return withPodValues(finished(built));
}

/** What every workload consists of. */
export const workloadTemplates = (workload: Workload, values: string): readonly Node[] => [
  deploymentTemplate(workload, values),
  finished(workloadSettings(workload, as(new Given(`${settingsOf(workload)} | fromYaml`)))),
  finished(serviceAccount(workload)),
  finished(podDisruptionBudget(workload)),
];

/** The workload of the mesh with this name. */
export function workloadNamed(name: string): Workload {
  const found = [...MESH, SIMULATOR_WORKLOAD].find((workload) => workload.name === name);
  if (!found) throw new Error(`no workload ${name}`);
  return found;
}
