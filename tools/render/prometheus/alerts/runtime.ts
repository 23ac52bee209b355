import { WORKLOADS } from '../../model/workloads.ts';
import { EXPECTED_JOB } from '../expected.ts';
import { foreign, grew, increase, is, metric, minBy, oneOf, sumBy } from '../promql.ts';
import type { Alert } from '../rule.ts';
import { DAY, HOUR, MINUTE } from '../time.ts';

/** Of the memory that the manifests give a process, so much is too much. */
const MEMORY_SHARE = 0.85;

/** One comparison for each size that processes have. */
function memoryHigh(): string {
  const sizes = [...new Set(WORKLOADS.map(({ size }) => size.memoryMib))];
  return sizes
    .map((mib) => {
      const jobs = WORKLOADS.filter(({ size }) => size.memoryMib === mib).map(({ name }) => name);
      const used = foreign('process_resident_memory_bytes', { job: oneOf(...jobs) });
      return `${used} > ${Math.floor(MEMORY_SHARE * mib * 1024 * 1024)}`;
    })
    .join('\nor ');
}

const CERTIFICATE_DAYS = 21;
const CLOSING_DAYS = 30;

/** Processes, and what they are configured with. */
export const RUNTIME_ALERTS: readonly Alert[] = [
  {
    name: 'ScrapeMissing',
    severity: 'page',
    summary: 'A process of the mesh is not seen by Prometheus.',
    description:
      'No process of the job in the label answers, or one of several does not: it is down, hangs, or cannot be reached. Every other alert about it is blind.',
    expr: () =>
      `${EXPECTED_JOB} unless on (namespace, job) (${foreign('up')} == 1)\nor ${foreign('up')} == 0`,
    for: 2 * MINUTE,
    builds: 0,
  },
  {
    name: 'RestartLoop',
    severity: 'ticket',
    summary: 'A process starts again and again.',
    description:
      'It has been started at least three times within 15 minutes. Each time costs the questions in its hands some of their time. The time promised is from the third start on.',
    expr: (w) => `changes(${foreign('process_start_time_seconds')}[${w(15 * MINUTE)}]) > 2`,
    for: 0,
    builds: 0,
  },
  {
    name: 'EventLoopBlocked',
    severity: 'ticket',
    summary: 'A process is so busy that everything in it waits.',
    description:
      'One percent of its turns come more than 200 ms late, on average over five minutes: answers, heartbeats and deadlines of the process in the label are late by as much.',
    expr: (w) => `avg_over_time(${foreign('nodejs_eventloop_lag_p99_seconds')}[${w(5 * MINUTE)}]) > 0.2`,
    for: 2 * MINUTE,
    builds: 3 * MINUTE,
  },
  {
    name: 'MemoryHigh',
    severity: 'ticket',
    summary: 'A process uses nearly all the memory that it may have.',
    description:
      'More than 85 % of what the manifests give it. At the limit it is killed, and its questions are answered late or as errors.',
    expr: memoryHigh,
    for: 10 * MINUTE,
    builds: 0,
  },
  {
    name: 'CertificateExpiresSoon',
    severity: 'ticket',
    summary: 'A certificate ends within three weeks.',
    description:
      'The label certificate says which one: server and client-ca are ours towards callers, an agency code with -client or -ca is towards that agency. When it ends, those connections end.',
    expr: () =>
      `${minBy('namespace, job, certificate', metric('certificate_expiry_timestamp_seconds'))} - time() < ${CERTIFICATE_DAYS * DAY}`,
    for: 10 * MINUTE,
    builds: 0,
  },
  {
    name: 'VersionClosing',
    severity: 'ticket',
    summary: 'A contract version that is still in use closes within 30 days, or has closed.',
    description: 'Callers of the version in the label get fault 1001 from its closing day on.',
    expr: (w) => {
      const closes = `${minBy('namespace, version', metric('version_closes_timestamp_seconds'))} - time()`;
      const used = sumBy('namespace, version', increase(metric('inquiries_total'), w, DAY));
      return `${closes} < ${CLOSING_DAYS * DAY} and ${used} > 0`;
    },
    for: 10 * MINUTE,
    builds: MINUTE,
  },
  {
    name: 'FileReloadBroken',
    severity: 'ticket',
    summary: 'A file that was changed cannot be used; the old content stays in force.',
    description:
      'The label file says which one. Nothing fails now, but what was meant to change has not changed, and a restart will not come up.',
    expr: (w) =>
      `${sumBy('namespace, job, file', grew(metric('file_reloads_total', { result: is('broken') }), w(6 * HOUR)))} > 0`,
    for: 0,
    builds: 0,
    ages: 3,
  },
];
