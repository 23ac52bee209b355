import { bucketOf, is, metric, oneOf, sumBy } from './promql.ts';
import { EVALUATION_INTERVAL, type Alert, type RecordingRule } from './rule.ts';
import { DAY, duration, HOUR, MINUTE, type Windows } from './time.ts';

/** Of all questions that are ours to answer, this share is answered well (ADR 18). */
export const OBJECTIVE = 0.995;
/** An answer that comes later is not one, seconds. */
export const ANSWERED_WITHIN = 25;
/** Days over which the error budget is counted. */
export const BUDGET_DAYS = 30;

/** An answer, whole or honest about what is missing. */
const ANSWERED = ['complete', 'partial', 'empty'] as const;
/** No answer, and the reason is ours. Faults of the caller (`client_fault`, `auth_fault`) are in neither list. */
const FAILED = ['server_fault', 'rejected_overload'] as const;

/** The other windows over which error ratios are recorded. */
const LONGER = [30 * MINUTE, HOUR, 2 * HOUR, 6 * HOUR, DAY, 3 * DAY, BUDGET_DAYS * DAY];

const ALL = 'ssbtek:questions:rate5m';
const BAD = 'ssbtek:questions_bad:rate5m';
/** Recorded: the share of bad questions. Named after the real window, however short it is made. */
export const ratio = (window: number): string => `ssbtek:questions_bad:ratio${duration(window)}`;
/** Recorded: how much of the error budget is left. */
export const BUDGET_LEFT = 'ssbtek:error_budget_left:ratio30d';
/** Recorded: how many times faster than allowed the budget was used in the last hour. */
export const BURN_RATE = 'ssbtek:burn_rate:ratio1h';

/** Rates of the last five minutes, from which everything longer is made: cheap, and weighted by traffic. */
function rates(w: Windows): readonly RecordingRule[] {
  const window = w(5 * MINUTE);
  const all = metric('inquiries_total', { outcome: oneOf(...ANSWERED, ...FAILED) });
  const inTime = bucketOf('inquiry_duration_seconds', { outcome: oneOf(...ANSWERED) }, ANSWERED_WITHIN);
  const good = sumBy('namespace', `rate(${inTime}[${window}])`);
  return [
    { record: ALL, expr: sumBy('namespace', `rate(${all}[${window}])`) },
    // Without a single good answer there is no good series, and nothing to subtract from.
    { record: BAD, expr: `clamp_min(${ALL} - (${good} or 0 * ${ALL}), 0)` },
  ];
}

/** Error ratios, nothing where nobody asked; and what is left of the budget. */
export function sloRecordings(w: Windows): readonly RecordingRule[] {
  const ratios = LONGER.map((window) => ({
    record: ratio(window),
    expr: `sum_over_time(${BAD}[${w(window)}]) / (sum_over_time(${ALL}[${w(window)}]) > 0)`,
  }));
  const budget = (1 - OBJECTIVE).toFixed(3);
  return [
    ...rates(w),
    { record: ratio(5 * MINUTE), expr: `${BAD} / (${ALL} > 0)` },
    ...ratios,
    { record: BURN_RATE, expr: `${ratio(HOUR)} / ${budget}` },
    { record: BUDGET_LEFT, expr: `1 - ${ratio(BUDGET_DAYS * DAY)} / ${budget}` },
  ];
}

interface Burn {
  readonly long: number;
  readonly short: number;
  /** How many times faster than allowed the budget is used. */
  readonly factor: number;
}

/** Windows and factors of the SRE workbook, chapter 5. */
const FAST: readonly Burn[] = [
  { long: HOUR, short: 5 * MINUTE, factor: 14.4 },
  { long: 6 * HOUR, short: 30 * MINUTE, factor: 6 },
];
const SLOW: readonly Burn[] = [
  { long: DAY, short: 2 * HOUR, factor: 3 },
  { long: 3 * DAY, short: 6 * HOUR, factor: 1 },
];
/** At night one failed question is a large share: fewer than this many say nothing. Rates times seconds are counts. */
const LEAST_BAD = 5;

const burns =
  (pairs: readonly Burn[]) =>
  (w: Windows): string =>
    pairs
      .map(({ long, short, factor }) => {
        const above = (factor * (1 - OBJECTIVE)).toFixed(4);
        const enough = `sum_over_time(${BAD}[${w(long)}]) * ${w.seconds(EVALUATION_INTERVAL)} > ${LEAST_BAD}`;
        return `(${ratio(long)} > ${above} and ${ratio(short)} > ${above} and ${enough})`;
      })
      .join('\nor ');

export const SLO_ALERTS: readonly Alert[] = [
  {
    name: 'ErrorBudgetBurnsFast',
    severity: 'page',
    summary: 'Questions fail so often that the error budget of the month is gone within days.',
    description:
      'Callers get faults 1000 or 1002, are turned away, or wait longer than 25 s. Agencies that fail are not among these: their answers are honestly partial. The time promised is for all questions failing.',
    expr: burns(FAST),
    for: 0,
    builds: 7 * MINUTE,
  },
  {
    name: 'ErrorBudgetBurnsSlow',
    severity: 'ticket',
    summary: 'Questions fail a little too often: the error budget will not last for the month.',
    description:
      'Some callers get faults 1000 or 1002, are turned away, or wait longer than 25 s. The time promised is for all questions failing; a small share of failures takes hours to add up.',
    expr: burns(SLOW),
    for: 15 * MINUTE,
    builds: 25 * MINUTE,
  },
  {
    name: 'Overload',
    severity: 'ticket',
    summary: 'The ingress turns questions away because it has too many in work.',
    description: 'More than one question in a hundred is answered with HTTP 503 and fault 1002 at once.',
    expr: (w) => {
      const all = metric('inquiries_total');
      const refused = metric('inquiries_total', { outcome: is('rejected_overload') });
      const window = w(5 * MINUTE);
      return `${sumBy('namespace', `rate(${refused}[${window}])`)} / ${sumBy('namespace', `rate(${all}[${window}])`)} > 0.01`;
    },
    for: 2 * MINUTE,
    builds: MINUTE,
  },
];
