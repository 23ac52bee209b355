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

/** 32 bytes that everybody can read here: fit for fictive people only. */
const TRIAL_KEY = Buffer.from('for trials only, never for people'.slice(0, 32)).toString('base64');
/** A file of keys for trials. */
export const TRIAL_KEYS = JSON.stringify({ active: 'trials-only', keys: { 'trials-only': TRIAL_KEY } });
