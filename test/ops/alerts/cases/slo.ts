import type { Case } from '../case.ts';
import { counter, type Series, type Stretch } from '../series.ts';

const FROM = { job: 'ingress', version: 'v10' };

/** Questions with an outcome, all of them in time. */
const questions = (outcome: string, ...stretches: readonly Stretch[]): readonly Series[] => [
  counter('ssbtek_inquiries_total', { ...FROM, outcome }, ...stretches),
  counter('ssbtek_inquiry_duration_seconds_bucket', { ...FROM, outcome, le: '25' }, ...stretches),
  counter('ssbtek_inquiry_duration_seconds_bucket', { ...FROM, outcome, le: '+Inf' }, ...stretches),
];

/** The same, but slower than 25 s. Prometheus 3 writes the bound with a decimal. */
const slow = (outcome: string, ...stretches: readonly Stretch[]): readonly Series[] => [
  counter('ssbtek_inquiries_total', { ...FROM, outcome }, ...stretches),
  counter(
    'ssbtek_inquiry_duration_seconds_bucket',
    { ...FROM, outcome, le: '25.0' },
    ...stretches.map(([m]) => [m, 0] as const),
  ),
  counter('ssbtek_inquiry_duration_seconds_bucket', { ...FROM, outcome, le: '+Inf' }, ...stretches),
];

const HOURS = 60;

export const SLO_CASES: readonly Case[] = [
  {
    alert: 'ErrorBudgetBurnsFast',
    after: 2 * HOURS,
    fires: [
      ...questions('complete', [2 * HOURS, 120], [30, 0]),
      ...questions('server_fault', [2 * HOURS, 0], [30, 120]),
    ],
    silentAt: 'every question failed for eight minutes, but that is over since six',
    silent: [
      ...questions('complete', [6 * HOURS, 120], [8, 0], [30, 120]),
      ...questions('server_fault', [6 * HOURS, 0], [8, 120], [30, 0]),
    ],
    silentFrom: 6 * HOURS + 14,
  },
  {
    alert: 'ErrorBudgetBurnsFast',
    after: 2 * HOURS,
    fires: [
      ...questions('complete', [2 * HOURS, 120], [30, 0]),
      ...slow('partial', [2 * HOURS, 0], [30, 120]),
    ],
    silentAt: "every answer lacks agencies, and every other question is the caller's own fault",
    silent: [
      ...questions('complete', [2 * HOURS, 120], [30, 0]),
      ...questions('partial', [2 * HOURS, 0], [30, 120]),
      ...questions('client_fault', [2 * HOURS, 0], [30, 120]),
      ...questions('auth_fault', [2 * HOURS, 0], [30, 120]),
    ],
  },
  {
    alert: 'ErrorBudgetBurnsFast',
    after: 2 * HOURS,
    fires: [
      ...questions('complete', [2 * HOURS, 120], [30, 0]),
      // What is turned away has no duration.
      counter('ssbtek_inquiries_total', { ...FROM, outcome: 'rejected_overload' }, [2 * HOURS, 0], [30, 120]),
    ],
    silentAt: 'three questions failed at night, which is all that were asked',
    silent: questions('server_fault', [2 * HOURS, 0], [3, 1], [30, 0]),
  },
  {
    alert: 'ErrorBudgetBurnsSlow',
    after: 3 * HOURS,
    fires: [
      ...questions('complete', [3 * HOURS, 120], [90, 0]),
      ...questions('server_fault', [3 * HOURS, 0], [90, 120]),
    ],
    silentAt: 'failures use half of the budget that they may',
    silent: [...questions('complete', [8 * HOURS, 400]), ...questions('server_fault', [8 * HOURS, 1])],
  },
  {
    alert: 'Overload',
    after: 30,
    fires: [
      ...questions('complete', [60, 400]),
      counter('ssbtek_inquiries_total', { ...FROM, outcome: 'rejected_overload' }, [30, 0], [30, 40]),
    ],
    silentAt: 'one in two hundred is turned away',
    silent: [
      ...questions('complete', [60, 400]),
      counter('ssbtek_inquiries_total', { ...FROM, outcome: 'rejected_overload' }, [30, 0], [30, 2]),
    ],
  },
];
