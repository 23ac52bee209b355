import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Project } from './boundaries.ts';

/** Every project of the workspace, read from its project.json files, sorted by folder. */
export function projectsOf(workspace: string): readonly Project[] {
  return globSync(['apps/*/project.json', 'libs/**/project.json'], { cwd: workspace })
    .sort()
    .map((file) => {
      const { name, tags } = JSON.parse(readFileSync(join(workspace, file), 'utf8')) as Partial<Project>;
      return { name: name ?? '', root: dirname(file).replaceAll('\\', '/'), tags: tags ?? [] };
    });
}

/** A short word that changes when the projects or the aliases change: results cached before are then worth nothing. */
export function digestOf(workspace: string): string {
  const hash = createHash('sha256').update(JSON.stringify(projectsOf(workspace)));
  for (const file of ['tsconfig.base.json', 'tools/lint/boundaries.ts', 'tools/lint/identity-numbers.ts'])
    hash.update(readFileSync(join(workspace, file)));
  return hash.digest('hex').slice(0, 16);
}
