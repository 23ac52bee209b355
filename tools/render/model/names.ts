import type { Workload } from './workload.ts';

/** Name of the image in manifests; an installation says where it is and which one. */
export const IMAGE = 'ssbtek-mesh';

/** User and group that processes run as. */
export const USER_ID = 65_532;

/** Name of a workload's objects. */
export const objectName = ({ name }: Pick<Workload, 'name'>): string => `ssbtek-${name}`;

/** The process's entry inside the image. */
export const bundlePath = ({ name }: Pick<Workload, 'name'>): string => `/app/apps/${name}/main.js`;

/** Settings that all workloads have in common: name of their ConfigMap. */
export const SHARED_SETTINGS = 'ssbtek-settings';

/** Settings of one workload: name of their ConfigMap. */
export const settingsName = (workload: Pick<Workload, 'name'>): string => `${objectName(workload)}-settings`;

export const PART_OF = { 'app.kubernetes.io/part-of': 'ssbtek' } as const;

/** What finds the pods of one workload, and no others. */
export const selectorOf = ({ kind, agency, together }: Workload): Readonly<Record<string, string>> => ({
  'app.kubernetes.io/name': 'ssbtek',
  'app.kubernetes.io/component': kind,
  ...(agency && { 'ssbtek.se/agency': agency.kod }),
  ...(together && { 'ssbtek.se/workers': 'together' }),
});

/** What all objects of one workload are labelled with. */
export const labelsOf = (workload: Workload): Readonly<Record<string, string>> => ({
  ...selectorOf(workload),
  ...PART_OF,
});
