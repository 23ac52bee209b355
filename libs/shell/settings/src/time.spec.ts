import { describe, expect, it } from 'vitest';
import { timeMistakes, timeValues } from './time';

const unset = { deadlineMs: 25_000, aggregatorDeadlineMs: undefined, connectTimeoutMs: undefined };

describe('time settings (architecture 4)', () => {
  it('derive from the ingress deadline', () => {
    expect(timeValues({ ...unset, deadlineMs: 10_000 })).toEqual({
      ingressMs: 10_000,
      aggregatorMs: 9200,
      connectMs: 2000,
      agencyMs: 8000,
    });
  });
  it('fit together by default, short deadlines included', () => {
    for (const deadlineMs of [200, 1000, 25_000])
      expect(timeMistakes(timeValues({ ...unset, deadlineMs }), 'x')).toEqual([]);
  });
  it.each([
    [
      'aggregator later than ingress',
      { ...unset, aggregatorDeadlineMs: 25_000 },
      undefined,
      /SSBTEK_AGGREGATOR_DEADLINE_MS .* SSBTEK_DEADLINE_MS/,
    ],
    [
      'agency later than aggregator',
      unset,
      24_000,
      /SSBTEK_AGENCY_AF_TIMEOUT_MS .* SSBTEK_AGGREGATOR_DEADLINE_MS/,
    ],
    [
      'connecting longer than the call',
      { ...unset, connectTimeoutMs: 21_000 },
      undefined,
      /SSBTEK_CONNECT_TIMEOUT_MS .* SSBTEK_AGENCY_AF_TIMEOUT_MS/,
    ],
  ])('are refused: %s', (_, values, agencyMs, mistake) => {
    expect(timeMistakes(timeValues(values, agencyMs), 'SSBTEK_AGENCY_AF_TIMEOUT_MS')).toEqual([
      expect.stringMatching(mistake),
    ]);
  });
});
