import { JOBS } from '../../../../tools/render/prometheus/expected.ts';
import type { Case } from '../case.ts';
import { counter, gauge, type Series, type Stretch } from '../series.ts';

const MIB = 1024 * 1024;
const DAY = 24 * 60 * 60;
const START = 'process_start_time_seconds';

/** Every job answers; csn as told. */
const up = (...csn: readonly Stretch[]): readonly Series[] => [
  ...JOBS.map((job) => gauge('up', { job }, ...(job === 'worker-csn' ? csn : [[60, 1] as const]))),
  ...JOBS.map((job) => gauge('ssbtek_build_info', { job, version: '1', node: '24' }, [60, 1])),
];

const asked = (version: string): Series =>
  counter('ssbtek_inquiries_total', { job: 'ingress', version, outcome: 'complete' }, [60, 4]);
const closes = (days: number, ...before: readonly Stretch[]): Series =>
  gauge('ssbtek_version_closes_timestamp_seconds', { job: 'ingress', version: 'v1' }, ...before, [
    60,
    days * DAY,
  ]);

export const RUNTIME_CASES: readonly Case[] = [
  {
    alert: 'ScrapeMissing',
    after: 30,
    fires: up([30, 1], [30, null]),
    labels: { job: 'worker-csn' },
    silentAt: 'a rollout: not seen for one minute',
    silent: up([30, 1], [1, null], [29, 1]),
  },
  {
    alert: 'ScrapeMissing',
    after: 30,
    // One of two replicas: the role as a whole is there.
    fires: [...up([60, 1]), gauge('up', { job: 'ingress', instance: 'other:1' }, [30, 1], [30, 0])],
    labels: { job: 'ingress', instance: 'other:1' },
    ofProcess: true,
    silentAt: 'everybody answers',
    silent: up([60, 1]),
  },
  {
    alert: 'RestartLoop',
    after: 33,
    fires: [gauge(START, { job: 'worker-csn' }, [30, 1], [1, 2], [2, 3], [30, 4])],
    labels: { job: 'worker-csn' },
    ofProcess: true,
    silentAt: 'two restarts',
    silent: [gauge(START, { job: 'worker-csn' }, [30, 1], [1, 2], [32, 3])],
  },
  {
    alert: 'EventLoopBlocked',
    after: 30,
    fires: [gauge('nodejs_eventloop_lag_p99_seconds', { job: 'ingress' }, [30, 0.1], [30, 0.4])],
    labels: { job: 'ingress' },
    ofProcess: true,
    silentAt: 'busy for a minute',
    silent: [gauge('nodejs_eventloop_lag_p99_seconds', { job: 'ingress' }, [30, 0.1], [1, 0.4], [29, 0.1])],
  },
  {
    alert: 'MemoryHigh',
    after: 30,
    fires: [gauge('process_resident_memory_bytes', { job: 'aggregator' }, [30, 200 * MIB], [30, 700 * MIB])],
    labels: { job: 'aggregator' },
    ofProcess: true,
    silentAt: 'much, but not nearly all',
    silent: [gauge('process_resident_memory_bytes', { job: 'aggregator' }, [60, 600 * MIB])],
  },
  {
    alert: 'CertificateExpiresSoon',
    after: 1,
    fires: [
      gauge(
        'ssbtek_certificate_expiry_timestamp_seconds',
        { job: 'worker-csn', certificate: 'csn-client' },
        [1, null],
        [60, 20 * DAY],
      ),
    ],
    labels: { job: 'worker-csn', certificate: 'csn-client' },
    silentAt: 'a month is left',
    silent: [
      gauge('ssbtek_certificate_expiry_timestamp_seconds', { job: 'worker-csn', certificate: 'csn-client' }, [
        60,
        31 * DAY,
      ]),
    ],
  },
  {
    alert: 'VersionClosing',
    after: 1,
    fires: [asked('v1'), closes(20, [1, null])],
    labels: { version: 'v1' },
    silentAt: 'nobody asks over the version that closes',
    silent: [asked('v10'), closes(20)],
  },
  {
    alert: 'FileReloadBroken',
    after: 30,
    fires: [
      gauge(
        'ssbtek_file_reloads_total',
        { job: 'ingress', file: 'parties', result: 'broken' },
        [30, null],
        [30, 1],
      ),
    ],
    labels: { job: 'ingress', file: 'parties' },
    silentAt: 'files were changed and could be used',
    silent: [
      counter('ssbtek_file_reloads_total', { job: 'ingress', file: 'parties', result: 'ok' }, [60, 1]),
    ],
  },
];
