import { settingsOfMount, type Mount } from '../model/mounts.ts';

export interface EnvironmentVariable {
  readonly name: string;
  readonly value: string;
}

/** What something optional adds to a pod: environment, volumes, and where they are mounted. */
export interface PodParts {
  readonly env: readonly EnvironmentVariable[];
  readonly volumes: readonly Readonly<Record<string, unknown>>[];
  readonly volumeMounts: readonly {
    readonly name: string;
    readonly mountPath: string;
    readonly readOnly: true;
  }[];
}

/** Where the files of a mount come from: keys of secrets and config maps, each under the name the mount has for it. */
export interface FileSource {
  readonly from: 'secret' | 'configMap';
  readonly name: string;
  /** Name of the file by its key; all keys under their own names when left out. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Readable by the group that the process runs with, by nobody else. */
const MODE = 0o440;

/** Environment variables, in the order given. */
export const variables = (values: Readonly<Record<string, string>>): readonly EnvironmentVariable[] =>
  Object.entries(values).map(([name, value]) => ({ name, value }));

/** A mount with its files from these sources. */
export const mounted = (mount: Mount, ...sources: readonly FileSource[]): PodParts => ({
  env: variables(settingsOfMount(mount)),
  volumes: [{ name: mount.name, projected: { defaultMode: MODE, sources: sources.map(projection) } }],
  volumeMounts: [{ name: mount.name, mountPath: mount.folder, readOnly: true }],
});

const projection = ({ from, name, files }: FileSource) => ({
  [from]: { name, ...(files && { items: Object.entries(files).map(([key, path]) => ({ key, path })) }) },
});

/** Several parts as one. */
export const together = (parts: readonly PodParts[]): PodParts => ({
  env: parts.flatMap(({ env }) => env),
  volumes: parts.flatMap(({ volumes }) => volumes),
  volumeMounts: parts.flatMap(({ volumeMounts }) => volumeMounts),
});
