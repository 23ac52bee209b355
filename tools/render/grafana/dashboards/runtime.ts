import { foreign, is, maxBy, metric } from '../promql.ts';
import type { Dashboard } from '../panel.ts';
import { ratesBy, shown } from '../queries.ts';

/** Are the processes well? */
export const RUNTIME: Dashboard = {
  uid: 'ssbtek-runtime',
  title: 'SSBTEK: runtime',
  description: 'Are the processes well, and what are they?',
  panels: [
    {
      title: 'Which processes are seen?',
      kind: 'graph',
      unit: 'short',
      queries: [shown(foreign('up'), '{{job}} {{instance}}')],
      thresholds: { bad: 1, downwards: true },
      alerts: ['ScrapeMissing', 'ReplicaMissing'],
    },
    {
      title: 'What is running?',
      kind: 'number',
      unit: 'short',
      queries: [
        shown(
          `count by (version, node_version) (${metric('build_info')})`,
          'version {{version}} on Node {{node_version}}',
        ),
      ],
    },
    {
      title: 'How busy are the processes?',
      kind: 'graph',
      unit: 'percentunit',
      hint: 'Share of one core.',
      queries: [
        shown(`rate(${foreign('process_cpu_seconds_total')}[$__rate_interval])`, '{{job}} {{instance}}'),
      ],
      thresholds: { warn: 0.7, bad: 0.9 },
      alerts: ['EventLoopBlocked'],
    },
    {
      title: 'How late are turns of the event loop?',
      kind: 'graph',
      unit: 's',
      queries: [shown(foreign('nodejs_eventloop_lag_p99_seconds'), 'p99 {{job}} {{instance}}')],
      thresholds: { warn: 0.1, bad: 0.2 },
      alerts: ['EventLoopBlocked'],
    },
    {
      title: 'How much memory do the processes use?',
      kind: 'graph',
      unit: 'bytes',
      queries: [
        shown(foreign('process_resident_memory_bytes'), '{{job}} {{instance}}'),
        shown(maxBy('job', metric('memory_limit_bytes')), '{{job}} at most'),
      ],
      alerts: ['MemoryHigh'],
    },
    {
      title: 'How much of the bytes that may be held is held?',
      kind: 'graph',
      unit: 'percentunit',
      queries: [
        shown(
          maxBy('job, holder', `${metric('held_bytes')} / ${metric('held_bytes_limit')}`),
          '{{job}} {{holder}}',
        ),
      ],
      thresholds: { warn: 0.8, bad: 1 },
      alerts: ['HeldBytesHigh'],
    },
    {
      title: 'How many answers are let go of?',
      kind: 'graph',
      unit: 'short',
      queries: [ratesBy('job, agency, reason', 'answers_dropped_total')],
      alerts: ['AnswersDropped'],
    },
    {
      title: 'How much of it is heap?',
      kind: 'graph',
      unit: 'bytes',
      queries: [
        shown(foreign('nodejs_heap_size_used_bytes'), 'heap {{job}} {{instance}}'),
        shown(foreign('nodejs_external_memory_bytes'), 'buffers {{job}} {{instance}}'),
      ],
      alerts: ['MemoryHigh'],
    },
    {
      title: 'How much time goes into collecting garbage?',
      kind: 'graph',
      unit: 'percentunit',
      queries: [
        shown(
          `sum by (job, instance) (rate(${foreign('nodejs_gc_duration_seconds_sum')}[$__rate_interval]))`,
          '{{job}} {{instance}}',
        ),
      ],
      alerts: ['MemoryHigh', 'EventLoopBlocked'],
    },
    {
      title: 'How often were processes started in the last 15 minutes?',
      kind: 'graph',
      unit: 'short',
      queries: [shown(`changes(${foreign('process_start_time_seconds')}[15m])`, '{{job}} {{instance}}')],
      thresholds: { bad: 3 },
      alerts: ['RestartLoop'],
    },
    {
      title: 'How many files and connections are open?',
      kind: 'graph',
      unit: 'short',
      queries: [shown(foreign('process_open_fds'), '{{job}} {{instance}}')],
    },
    {
      title: 'Do traces get away?',
      kind: 'graph',
      unit: 'cps',
      hint: 'Nothing where traces are off.',
      queries: [
        shown(
          `sum(rate(${metric('trace_spans_total', { result: is('sent') })}[$__rate_interval])) or vector(0)`,
          'sent',
        ),
        shown(
          `sum(rate(${metric('trace_spans_total', { result: is('failed') })}[$__rate_interval])) or vector(0)`,
          'lost',
        ),
      ],
    },
    {
      title: 'Which files were read again, and could they be used?',
      kind: 'graph',
      unit: 'short',
      queries: [
        shown(`sum by (job, file, result) (${metric('file_reloads_total')})`, '{{job}} {{file}} {{result}}'),
      ],
      alerts: ['FileReloadBroken'],
    },
  ],
};
