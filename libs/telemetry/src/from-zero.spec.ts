import { describe, expect, it } from 'vitest';
import { countFromZero, renderMetrics, testTelemetry } from './index';

describe('countFromZero', () => {
  it('shows every value of closed labels, with those that are given', async () => {
    const telemetry = testTelemetry();
    countFromZero(telemetry.metrics, 'breaker_transitions_total', { agency: 'csn', protocol: 'shs' });
    countFromZero(telemetry.metrics, 'late_arrivals_total');
    const { body } = await renderMetrics([telemetry]);
    for (const state of ['closed', 'open', 'half-open'])
      expect(body).toContain(
        `ssbtek_breaker_transitions_total{agency="csn",protocol="shs",state="${state}"} 0\n`,
      );
    expect(body).toContain('ssbtek_late_arrivals_total 0\n');
  });
  it('does not guess what an open label may be', () => {
    const { metrics } = testTelemetry();
    expect(() => countFromZero(metrics, 'agency_calls_total', { agency: 'csn' })).toThrow('any protocol');
  });
});
