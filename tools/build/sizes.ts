import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bundle } from './bundle.ts';

const FILE = 'tools/build/sizes.json';

/** By how much a bundle may differ from its kept size, in either direction, before somebody has to look. */
export const MAX_DIFFERENCE = 0.05;

/** Bytes by kind of app. */
export type Sizes = Readonly<Record<string, number>>;

/** The worker with libraries of its own: those that SHS is read and written with. */
const OWN_LIBRARIES: readonly string[] = ['worker-csn'];

/** The other workers differ by their agency only, and weigh the same: one more of them is no news. */
export const kindOf = (app: string): string =>
  app.startsWith('worker-') && !OWN_LIBRARIES.includes(app) ? 'worker' : app;

/** What the bundles weighed when somebody last looked. */
export const keptSizes = (workspace: string): Sizes =>
  JSON.parse(readFileSync(join(workspace, FILE), 'utf8')) as Sizes;

/** Takes today's sizes as those that bundles are compared with; of several of a kind the largest. */
export function keepSizes(bundles: readonly Bundle[], workspace: string): void {
  const sizes: Record<string, number> = {};
  for (const { app, bytes } of bundles) sizes[kindOf(app)] = Math.max(bytes, sizes[kindOf(app)] ?? 0);
  writeFileSync(join(workspace, FILE), `${JSON.stringify(sizes, null, 2)}\n`);
}

/** The difference from the kept size as a share of it; undefined where none is kept. */
export function difference({ app, bytes }: Bundle, kept: Sizes): number | undefined {
  const before = kept[kindOf(app)];
  return before === undefined ? undefined : bytes / before - 1;
}
