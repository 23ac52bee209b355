import type { RenderedFile } from '../file.ts';
import { IMAGE, labelsOf, PART_OF, settingsName, SHARED_SETTINGS } from '../model/names.ts';
import type { Workload } from '../model/workload.ts';
import { DEADLINE_MS, MESH, WORKERS } from '../model/workloads.ts';
import { deployment } from '../objects/deployment.ts';
import type { KubernetesObject } from '../objects/object.ts';
import {
  isAsked,
  namespace,
  podDisruptionBudget,
  service,
  serviceAccount,
} from '../objects/workload-objects.ts';
import { folderFiles, literals, type Folder } from './files.ts';

/** Everything that one workload consists of. */
export const workloadObjects = (workload: Workload): readonly KubernetesObject[] => [
  deployment(workload, { image: IMAGE }),
  serviceAccount(workload),
  podDisruptionBudget(workload),
  ...(isAsked(workload) ? [service(workload)] : []),
];

/** The settings of a workload, to be filled by components and overlays. */
export const settingsGenerator = (workload: Workload, values: Readonly<Record<string, string>> = {}) => ({
  name: settingsName(workload),
  literals: literals(values),
  options: { labels: labelsOf(workload) },
});

const workloadFolder = (path: string, workload: Workload): Folder => ({
  path,
  objects: workloadObjects(workload),
  generators: [settingsGenerator(workload)],
});

const BASE = 'k8s/base';

/** The mesh itself: what every installation has alike. */
export const base = (): readonly RenderedFile[] =>
  [
    {
      path: BASE,
      objects: [namespace('ssbtek')],
      folders: [...MESH.filter(({ kind }) => kind !== 'worker').map(({ name }) => name), 'workers'],
      generators: [
        {
          name: SHARED_SETTINGS,
          literals: literals({ SSBTEK_DEADLINE_MS: String(DEADLINE_MS), SSBTEK_LOG_LEVEL: 'info' }),
          options: { labels: { 'app.kubernetes.io/name': 'ssbtek', ...PART_OF } },
        },
      ],
    },
    { path: `${BASE}/workers`, folders: WORKERS.map(({ agency }) => agency?.kod ?? '') },
    ...MESH.map((workload) =>
      workloadFolder(
        workload.agency ? `${BASE}/workers/${workload.agency.kod}` : `${BASE}/${workload.name}`,
        workload,
      ),
    ),
  ].flatMap(folderFiles);
