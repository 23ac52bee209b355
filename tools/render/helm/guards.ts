import type { KubernetesObject } from '../objects/object.ts';
import { finished } from './finished.ts';
import { Each, When, type Node } from './node.ts';
import { anyWorker, workloadNamed } from './workloads.ts';

/** Objects of one template file. */
export type Template = readonly Node[];

/** Conditions: network policies are wanted; whose Kafka it is. */
export const POLICIES = '$.Values.networkPolicies.enabled';
export const STRIMZI = 'eq $.Values.kafka.provider "strimzi"';
export const SINGLE = 'eq $.Values.kafka.provider "single"';
export const EXTERNAL = 'eq $.Values.kafka.provider "external"';

const isPolicy = ({ kind }: KubernetesObject): boolean => kind === 'NetworkPolicy';

/** Objects that are there only where something is so. */
export const only = (condition: string, objects: readonly KubernetesObject[]): Node =>
  new When(condition, objects.map(finished));

/** Objects of which the policies are there only where policies are wanted. */
export const withPolicies = (objects: readonly KubernetesObject[]): readonly Node[] => [
  ...objects.filter((one) => !isPolicy(one)).map(finished),
  only(POLICIES, objects.filter(isPolicy)),
];

/** For every agency, with what workers have alike under it. */
export const forWorkers = (items: readonly Node[]): Node =>
  new Each('$kod, $agency := $.Values.agencies', items, [
    '$KOD := upper $kod',
    '$worker := mergeOverwrite (deepCopy $.Values.workers) (omit $agency "settings")',
  ]);

/** The worker of any agency, and the ingress. */
export const worker = anyWorker();
export const ingress = workloadNamed('ingress');
