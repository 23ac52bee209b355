import { countFromZero, type Metrics } from '@ssbtek/telemetry';
import type { InquiryOutcome } from './inquiry-outcome';

/** Of the deadline: an answer that takes longer is one that a case worker waits for. 10 s of 25 s. */
const OBJECTIVE_SHARE = 0.4;

const ANSWERS: readonly InquiryOutcome[] = ['complete', 'partial', 'empty'];

/** Shows until when answers are there, ms, and that none has been in time yet: the first one is to be seen as an increase. */
export function showDeadline(metrics: Metrics, deadlineMs: number): void {
  metrics.gauge('deadline_seconds', deadlineMs / 1000);
  countFromZero(metrics, 'answers_in_time_total');
}

/** Counts an answer by whether it was there in time, and as soon as it should; faults are no answers. Times in ms. */
export function countInTime(
  metrics: Metrics,
  outcome: InquiryOutcome,
  durationMs: number,
  deadlineMs: number,
): void {
  if (!ANSWERS.includes(outcome)) return;
  const counted = { deadline: deadlineMs, objective: deadlineMs * OBJECTIVE_SHARE };
  for (const [within, limitMs] of Object.entries(counted))
    if (durationMs <= limitMs) metrics.count('answers_in_time_total', { within });
}
