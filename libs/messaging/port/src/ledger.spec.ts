import { describe, expect, it } from 'vitest';
import { PartitionLedger } from './ledger';

const at = (offset: bigint) => ({ offset, appendedAt: Number(offset) * 1000 });

const bounds = (committed: bigint | undefined, low = 0n, high = 100n) => ({ committed, low, high });
const attachedAt = (committed: bigint, high = 100n): PartitionLedger => {
  const ledger = new PartitionLedger();
  ledger.attach(bounds(committed, 0n, high), 'earliest');
  return ledger;
};

describe('partition ledger', () => {
  it.each([
    ['the committed offset', bounds(7n), 'earliest', 7n],
    ['the oldest message, without a commit', bounds(undefined, 3n), 'earliest', 3n],
    ['the end, without a commit and from the latest', bounds(undefined, 3n, 9n), 'latest', 9n],
    ['the oldest message, when what was committed is gone', bounds(2n, 5n), 'earliest', 5n],
    ['the oldest message, when the commit is of another log', bounds(50n, 0n, 10n), 'earliest', 0n],
  ] as const)('begins at %s', (_, found, from, start) => {
    expect(new PartitionLedger().attach(found, from)).toBe(start);
  });

  it('commits the oldest unfinished message, however much beyond it is done', () => {
    const ledger = attachedAt(10n);
    for (const offset of [10n, 11n, 12n]) ledger.take(at(offset));
    ledger.finish(11n);
    ledger.finish(12n);
    expect(ledger.committable()).toBeUndefined();
    ledger.finish(10n);
    expect(ledger.committable()).toBe(13n);
    ledger.wasCommitted(13n);
    expect(ledger.committable()).toBeUndefined();
  });

  it('knows when the oldest unfinished message was appended', () => {
    const ledger = attachedAt(10n);
    expect(ledger.oldestAppendedAt).toBeUndefined();
    for (const offset of [10n, 11n]) ledger.take(at(offset));
    expect(ledger.oldestAppendedAt).toBe(10_000);
    ledger.finish(10n);
    expect(ledger.oldestAppendedAt).toBe(11_000);
    ledger.finish(11n);
    expect(ledger.oldestAppendedAt).toBeUndefined();
  });

  it('suppresses what was taken before, unfinished or done', () => {
    const ledger = attachedAt(10n);
    expect([10n, 11n].map((offset) => ledger.take(at(offset)))).toEqual([true, true]);
    ledger.finish(11n);
    expect([10n, 11n, 12n].map((offset) => ledger.take(at(offset)))).toEqual([false, false, true]);
  });

  it('goes on where it stood when it is attached again', () => {
    const ledger = attachedAt(10n);
    for (const offset of [10n, 11n, 12n]) ledger.take(at(offset));
    ledger.detach();
    ledger.finish(11n);
    expect(ledger.committable()).toBeUndefined();
    expect(ledger.attach(bounds(10n), 'earliest')).toBe(13n);
    ledger.finish(10n);
    expect(ledger.committable()).toBe(12n);
  });

  it('forgets what another member has committed in between', () => {
    const ledger = attachedAt(10n);
    ledger.take(at(10n));
    ledger.detach();
    expect(ledger.attach(bounds(60n), 'earliest')).toBe(60n);
    expect(ledger.unfinished).toBe(0);
    expect(ledger.committable()).toBeUndefined();
  });

  it('begins anew when the log is shorter than what was read', () => {
    const ledger = attachedAt(10n);
    for (let offset = 10n; offset < 20n; offset += 1n) ledger.take(at(offset));
    ledger.detach();
    expect(ledger.attach(bounds(undefined, 0n, 4n), 'latest')).toBe(0n);
    expect(ledger.take(at(0n))).toBe(true);
  });

  it('commits nothing of a lost partition', () => {
    const ledger = attachedAt(0n);
    ledger.take(at(0n));
    ledger.finish(0n);
    expect(ledger.committable()).toBe(1n);
    ledger.lose();
    expect(ledger.committable()).toBeUndefined();
  });

  it('reads a log from its start that has forgotten our commit: it is a new one, however long it is by now', () => {
    const ledger = attachedAt(2n);
    ledger.take(at(2n));
    expect(ledger.attach(bounds(undefined, 0n, 50n), 'earliest')).toBe(0n);
    expect(ledger.take(at(0n))).toBe(true);
  });

  it('hands over what is begun, and holds its low watermark again where it keeps the partition', () => {
    const ledger = attachedAt(10n);
    for (const offset of [10n, 11n, 12n]) ledger.take(at(offset));
    expect(ledger.handOver(12n)).toBe(12n);
    ledger.wasCommitted(12n);
    expect(ledger.handOver(12n)).toBeUndefined();
    ledger.attach(bounds(12n), 'earliest');
    expect(ledger.committable()).toBe(10n);
    expect(ledger.take(at(11n))).toBe(false);
  });

  it('takes for done what somebody else has committed meanwhile', () => {
    const ledger = attachedAt(10n);
    for (const offset of [10n, 11n, 12n]) ledger.take(at(offset));
    ledger.handOver(12n);
    ledger.attach(bounds(13n), 'earliest');
    expect(ledger.committable()).toBeUndefined();
  });
});
