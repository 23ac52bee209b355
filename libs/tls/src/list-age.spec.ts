import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { renderMetrics, testTelemetry } from '@ssbtek/telemetry';
import { tellOfLists } from './list-age';
import { tlsMaterial } from './material';

const text = (name: string): string =>
  readFileSync(new URL(`../../certificates/fixtures/revocation/${name}`, import.meta.url), 'utf8');
function revocations(...names: readonly string[]) {
  const ca = ['root.pem', 'sub.pem', ...names].map(text).join('');
  const made = tlsMaterial({ ca }, { ca: 'CA', cert: 'CERT', key: 'KEY', crl: 'CRL' });
  if (!made.ok) throw new Error(made.mistakes.join(' '));
  return made.value.revocations;
}

beforeEach(() => void vi.useFakeTimers({ now: Date.UTC(2020, 11, 31, 23) }));
afterEach(() => void vi.useRealTimers());

it('a list that runs out is shown before, and told of then and every hour from then on', async () => {
  const telemetry = testTelemetry();
  const error = vi.spyOn(telemetry.log, 'error');
  const lists = tellOfLists(telemetry, 'client-ca');
  const shown = async (): Promise<string> => (await renderMetrics([telemetry])).body;
  expect(await shown()).not.toContain('certificate="client-ca"');
  lists.follow(revocations('root.crl', 'sub-old.crl'));
  expect(await shown()).toContain(
    `crl_next_update_timestamp_seconds{certificate="client-ca"} ${Date.UTC(2021, 0, 1) / 1000}`,
  );
  vi.advanceTimersByTime(59 * 60_000);
  expect(error).not.toHaveBeenCalled();
  vi.advanceTimersByTime(2 * 60_000);
  expect(error.mock.calls).toEqual([['a revocation list is out of date', { reason: 'client-ca' }]]);
  vi.advanceTimersByTime(58 * 60_000);
  expect(error).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(10 * 60_000);
  expect(error).toHaveBeenCalledTimes(2);
  lists.follow(revocations('root.crl', 'sub.crl'));
  vi.advanceTimersByTime(24 * 60 * 60_000);
  expect(error).toHaveBeenCalledTimes(2);
  lists.close();
});

it('lists that are out of date already are told of at once', () => {
  const telemetry = testTelemetry();
  const error = vi.spyOn(telemetry.log, 'error');
  vi.setSystemTime(Date.UTC(2050, 0, 1));
  const lists = tellOfLists(telemetry, 'csn-ca');
  lists.follow(revocations('sub-old.crl'));
  expect(error).toHaveBeenCalledTimes(1);
  lists.close();
});
