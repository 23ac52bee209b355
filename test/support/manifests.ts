import { spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nameOf, manifestsIn, type Manifest } from '../manifests/manifest';
import { WORKSPACE as ROOT } from '../../tools/build/bundle';

/** The installations that there are. */
export const OVERLAYS: readonly string[] = globSync('k8s/overlays/*/kustomization.yaml', { cwd: ROOT })
  .map((file) => file.split(/[\\/]/).at(-2) ?? '')
  .sort();

/** What a folder comes to, as `kubectl apply -k` would send it. */
export function built(folder: string, root = ROOT): readonly Manifest[] {
  const { status, stdout, stderr, error } = spawnSync('kubectl', ['kustomize', join(root, folder)], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error)
    throw new Error('kubectl is not here: it builds the manifests, and no cluster is needed for that.');
  if (status !== 0) throw new Error(`${folder}: ${stderr}`);
  return manifestsIn(stdout);
}

/** What an overlay comes to that names components more, as its last ones, and is otherwise changed by whoever asks. */
export function builtWith(
  overlay: string,
  components: string | readonly string[],
  change: (kustomization: string) => string = (text) => text,
): readonly Manifest[] {
  const folder = mkdtempSync(join(tmpdir(), 'overlay-'));
  try {
    for (const part of ['k8s', 'deploy/helm/files/dashboards'])
      cpSync(join(ROOT, part), join(folder, part), { recursive: true });
    const file = join(folder, 'k8s/overlays', overlay, 'kustomization.yaml');
    const lines = [components].flat().map((component) => `  - ../../components/${component}\n`);
    const written = readFileSync(file, 'utf8').replace(
      /^components:\n(?: {2}- .*\n)+/m,
      (named) => `${named}${lines.join('')}`,
    );
    writeFileSync(file, change(written));
    return built(join('k8s/overlays', overlay), folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** An object with a mistake in it: the value at this path, or nothing there any more. */
export interface Mistake {
  readonly in: string;
  readonly at: string;
  readonly is?: unknown;
}

/** The objects with a mistake in one of them. `at` is empty for the whole object: it is gone, or another one. */
export function withMistake(all: readonly Manifest[], mistake: Mistake): readonly Manifest[] {
  const index = all.findIndex((one) => nameOf(one) === mistake.in);
  if (index < 0) throw new Error(`${mistake.in} is not there`);
  if (mistake.at === '') {
    const instead = mistake.is === undefined ? [] : [mistake.is as Manifest];
    return [...all.slice(0, index), ...instead, ...all.slice(index + 1)];
  }
  const draft = structuredClone(all);
  // As in a JSON pointer: `~1` is a slash inside a key.
  const keys = mistake.at.split('/').map((key) => key.replaceAll('~1', '/'));
  const last = keys.pop() ?? '';
  const holder = keys.reduce<Record<string, unknown>>(
    (value, key) => value[key] as Record<string, unknown>,
    draft[index] as unknown as Record<string, unknown>,
  );
  if (mistake.is === undefined) delete holder[last];
  else holder[last] = mistake.is;
  return draft;
}
