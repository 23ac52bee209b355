import { expect, it } from 'vitest';
import { renderMetrics, testTelemetry } from '@ssbtek/telemetry';
import { toldOf } from './told';

it('has a line for each stranger as long as they are few, and counts all of them', async () => {
  const telemetry = testTelemetry('ingress');
  const audited: string[] = [];
  let now = 0;
  const audit = { turnedAway: (reason: string) => void audited.push(reason) };
  const { turnedAway, refused } = toldOf(telemetry, audit, () => now);
  for (let n = 0; n < 500; n += 1) turnedAway('no-certificate', `id-${n}`);
  refused('id-500', 415);
  expect(telemetry.lines).toHaveLength(10);
  now = 1000;
  refused('id-501', 503);
  expect(JSON.parse(telemetry.lines.at(-1) ?? '')).toMatchObject({
    inquiryId: 'id-501',
    outcome: 'rejected_overload',
    status: 503,
  });
  expect(audited).toHaveLength(500);
  expect((await renderMetrics([telemetry])).body).toMatch(
    /rejections_total\{reason="no-certificate"\} 500\n/,
  );
});
