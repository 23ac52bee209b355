import { PART_OF } from '../model/names.ts';

/** A Kubernetes object, as YAML holds it. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata;
  readonly [field: string]: unknown;
}

export interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/**
 * A place that an installer fills in later: text between these brackets, which a renderer may turn into an expression
 * of its own. Builders pass parameters through; they never look into one or calculate with it, so that one and the same
 * builder makes a finished object (kustomize) and a template (Helm).
 */
export type Slot = `⟦${string}⟧`;

/** A value, or the place of one. Parameters that are text need no type of their own. */
export type Param<T> = T | Slot;

/** An object that belongs to no workload in particular. */
export const object = (
  apiVersion: string,
  kind: string,
  name: string,
  body: Readonly<Record<string, unknown>>,
  labels: Readonly<Record<string, string>> = { 'app.kubernetes.io/name': 'ssbtek', ...PART_OF },
): KubernetesObject => ({ apiVersion, kind, metadata: { name, labels }, ...body });
