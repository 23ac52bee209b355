import { describe, expect, it } from 'vitest';
import { renderMetrics, testTelemetry } from '@ssbtek/telemetry';
import { countInTime, showDeadline } from './in-time';
import type { InquiryOutcome } from './inquiry-outcome';

async function counted(outcome: InquiryOutcome, durationMs: number, deadlineMs: number): Promise<string> {
  const telemetry = testTelemetry();
  showDeadline(telemetry.metrics, deadlineMs);
  countInTime(telemetry.metrics, outcome, durationMs, deadlineMs);
  const { body } = await renderMetrics([telemetry]);
  expect(body).toContain(`ssbtek_deadline_seconds ${deadlineMs / 1000}\n`);
  return [...body.matchAll(/answers_in_time_total\{within="(\w+)"\} 1/g)].map(([, within]) => within).join();
}

describe('an answer is counted as in time', () => {
  it.each<[InquiryOutcome, number, number, string]>([
    ['complete', 3000, 25_000, 'deadline,objective'],
    ['partial', 10_001, 25_000, 'deadline'],
    ['empty', 25_001, 25_000, ''],
    ['complete', 4000, 10_000, 'deadline,objective'],
    ['complete', 4001, 10_000, 'deadline'],
    ['complete', 24_000, 60_000, 'deadline,objective'],
    ['server_fault', 5, 25_000, ''],
    ['auth_fault', 5, 25_000, ''],
    ['caller_gone', 5, 25_000, ''],
  ])('%s after %d ms of %d: %s', async (outcome, durationMs, deadlineMs, within) => {
    expect(await counted(outcome, durationMs, deadlineMs)).toBe(within);
  });
});
