import type { Workload } from '../model/workload.ts';
import { SIMULATOR_WORKLOAD, MESH, WORKERS } from '../model/workloads.ts';
import { WORKER_SCALING } from '../model/scaling.ts';
import { resourcesOf } from '../objects/deployment.ts';
import { flag, group, list, object, text, whole, withoutDefaults, type Field, type Fields } from './field.ts';
import { AGGREGATOR, INGRESS, workerSettings } from './setting-fields.ts';

const quantities = { type: 'object', additionalProperties: { type: ['string', 'number'] } } as const;
const RESOURCES = { properties: { requests: quantities, limits: quantities }, additionalProperties: false };

const replicas = ({ replicas: count }: Workload, when = ''): Field => whole(`Pods of it${when}.`, count);
const resources = ({ size }: Workload): Field =>
  object(
    'Memory is requested and limited alike; a limit on CPU would only delay answers.',
    resourcesOf(size),
    RESOURCES,
  );

const named = (name: string): Workload => {
  const found = MESH.find((workload) => workload.name === name);
  if (!found) throw new Error(`no workload ${name}`);
  return found;
};
const ingress = named('ingress');
const aggregator = named('aggregator');
const [worker = aggregator] = WORKERS;

export const ingressFields: Field = group('The process that callers ask.', {
  replicas: replicas(ingress),
  resources: resources(ingress),
  service: group('How it is reached.', {
    type: text('ClusterIP, NodePort or LoadBalancer.', 'ClusterIP', {
      enum: ['ClusterIP', 'NodePort', 'LoadBalancer'],
    }),
    externalTrafficPolicy: text("Local keeps the callers' own addresses.", '', {
      enum: ['', 'Cluster', 'Local'],
    }),
    port: whole('', ingress.ports[0]?.number, { maximum: 65_535 }),
    annotations: object(
      'For a load balancer of the cloud.',
      {},
      { additionalProperties: { type: 'string' } },
    ),
  }),
  settings: object(
    'Settings of docs/configure.md by name, such as SSBTEK_VERSION_V1_CLOSES: "2027-06-01".',
    {},
    INGRESS,
  ),
});

export const aggregatorFields: Field = group('The process that joins the replies.', {
  replicas: replicas(aggregator),
  resources: resources(aggregator),
  settings: object('Settings of docs/configure.md by name.', {}, AGGREGATOR),
});

const workerFields: Fields = {
  replicas: replicas(worker, ' while keda.enabled is false'),
  resources: resources(worker),
  scaling: group(
    'How pods follow what waits for the agency, with keda.enabled. Why these: docs/adr/0017-scaling.md.',
    {
      minReplicas: whole('', WORKER_SCALING.minReplicas),
      maxReplicas: whole('No more than the topic of inquiries has partitions.', WORKER_SCALING.maxReplicas, {
        maximum: WORKER_SCALING.maxReplicas,
      }),
      lagThreshold: whole('Questions that wait, per pod.', WORKER_SCALING.lagThreshold),
      pollingSeconds: whole('', WORKER_SCALING.pollingSeconds),
    },
  ),
};

export const workersFields: Field = group(
  'What the workers of all agencies have alike. Each can have it otherwise under the same name below its agency.',
  workerFields,
);

/** One agency. What it may have otherwise than all workers is in the schema, not in values.yaml. */
export const agencyFields = ({ agency }: Workload): Field =>
  group(agency?.namn ?? '', {
    settings: object(
      '',
      Object.fromEntries((agency?.addresses ?? []).map(({ variable }) => [variable, ''])),
      workerSettings(agency?.kod ?? ''),
    ),
    clientCertificate: flag('', false),
    ca: text('', ''),
    egress: group('', {
      to: list('', [], { items: { type: 'object' } }),
      port: whole('', 443, { maximum: 65_535 }),
    }),
    ...withoutDefaults(workerFields),
  });

export const simulatorFields: Field = group(
  'Stands in for the agencies: fictive people only. Agencies without an address of their own are then asked there.',
  {
    enabled: flag('', false),
    replicas: replicas(SIMULATOR_WORKLOAD),
    resources: resources(SIMULATOR_WORKLOAD),
  },
);
