import { createHash } from 'node:crypto';
import type { Mount } from './mounts.ts';
import { objectName } from './names.ts';
import type { Workload } from './workload.ts';
import { SIMULATOR_WORKLOAD } from './workloads.ts';

/** Where each worker finds its agency at the simulator. */
export const simulated = ({ agency }: Workload): Readonly<Record<string, string>> => {
  const at = `http://${objectName(SIMULATOR_WORKLOAD)}:${SIMULATOR_WORKLOAD.ports[0]?.number ?? 0}`;
  return Object.fromEntries(
    (agency?.addresses ?? []).map(({ variable, simulatorPath }) => [
      variable,
      `${at}/${agency?.kod ?? ''}${simulatorPath}`,
    ]),
  );
};

/** A file with a key that everybody can make from these words, one for each mount: fit for fictive people only. */
export function trialKeys({ name }: Mount): string {
  const key = createHash('sha256').update(`for trials only, never for people: ${name}`).digest('base64');
  return JSON.stringify({ active: 'trials-only', keys: { 'trials-only': key } });
}
