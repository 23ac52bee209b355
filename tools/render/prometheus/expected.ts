import { MESH } from '../model/workloads.ts';
import { metric } from './promql.ts';
import type { RecordingRule } from './rule.ts';
import { HOUR, type Windows } from './time.ts';

/** Scrape jobs that an installation always has. */
export const JOBS: readonly string[] = MESH.map(({ name }) => name);
/** Consumer groups that must have members at all times; each ingress has one of its own, which comes and goes with it. */
export const GROUPS: readonly string[] = MESH.filter(({ kind }) => kind !== 'ingress').map(
  ({ name }) => `ssbtek-${name}`,
);

export const EXPECTED_JOB = 'ssbtek:expected_job';
export const EXPECTED_GROUP = 'ssbtek:expected_group';

const INSTALLATION = 'ssbtek:installation';

/**
 * What should be there, for every namespace with an installation that was seen within the hour: what is missing has
 * no series of its own that an alert could look at. Where nothing at all was seen, for one without a namespace.
 */
export function expectedRecordings(w: Windows): readonly RecordingRule[] {
  const info = metric('build_info');
  const window = w(HOUR);
  const expr = `group by (namespace) (last_over_time(${info}[${window}])) or absent_over_time(${info}[${window}])`;
  return [
    { record: INSTALLATION, expr },
    ...JOBS.map((job) => ({ record: EXPECTED_JOB, expr: INSTALLATION, labels: { job } })),
    ...GROUPS.map((group) => ({ record: EXPECTED_GROUP, expr: INSTALLATION, labels: { group } })),
  ];
}
