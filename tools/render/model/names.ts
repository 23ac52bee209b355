import type { Workload } from './workload.ts';

/** Name of the image in manifests; an installation says where it is and which one. */
export const IMAGE = 'ssbtek-mesh';

/** User and group that processes run as. */
export const USER_ID = 65_532;

/** The process's entry inside the image. */
export const bundlePath = ({ name }: Pick<Workload, 'name'>): string => `/app/apps/${name}/main.js`;

/** Settings that all workloads have in common: name of their ConfigMap. */
export const SHARED_SETTINGS = 'ssbtek-settings';
