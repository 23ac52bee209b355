import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { helmTemplate, type Values } from './helm';

/** A Kubernetes object, as far as comparing goes. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly [field: string]: unknown;
  };
  readonly [field: string]: unknown;
}

/** Root of the workspace. */
export const ROOT = join(import.meta.dirname, '../../..');
/** The chart. */
export const CHART = join(ROOT, 'deploy/helm');
/** Folder of kustomize's overlays. */
export const OVERLAYS = join(ROOT, 'k8s/overlays');

/** A template comes to the same text in most installations that are compared: each text is read once. */
const READ = new Map<string, readonly Manifest[]>();

function objectsIn(text: string): readonly Manifest[] {
  const objects = READ.get(text) ?? read(text);
  READ.set(text, objects);
  return objects;
}

/** As Kubernetes reads it: by YAML 1.1, in which `on` is true. */
const read = (text: string): readonly Manifest[] =>
  parseAllDocuments(text, { version: '1.1' })
    .map((document) => {
      // A key that is there twice: a server refuses what Helm and this parser would read all the same.
      if (document.errors.length > 0)
        throw new Error(`${document.errors.join('\n')}\n${text.slice(0, 1000)}`);
      return document.toJS() as Manifest | null;
    })
    .filter((object) => object !== null);

/** What an overlay of kustomize comes to. */
export const kustomized = (overlay: string): readonly Manifest[] =>
  objectsIn(execFileSync('kubectl', ['kustomize', join(OVERLAYS, overlay)], { encoding: 'utf8' }));

/** What the chart comes to, without its tests and notes. */
export async function charted(
  values: Values,
  namespace: string,
  chart = CHART,
): Promise<readonly Manifest[]> {
  const files = await helmTemplate(chart, values, namespace);
  return [...files]
    .filter(([path]) => path.endsWith('.yaml') && !path.includes('/tests/'))
    .flatMap(([, text]) => objectsIn(text));
}
