import { beforeEach, describe, expect, it } from 'vitest';
import { BegunInquiries } from './begun';

const place = (offset: bigint) => ({ topic: 't', partition: 0, offset });

describe('inquiries that were begun', () => {
  let begun: BegunInquiries;
  let runs: PromiseWithResolvers<void>[];
  const once = (inquiryId: string, offset: bigint, now = 0, until = 1000): Promise<void> | undefined =>
    begun.once(inquiryId, place(offset), until, now, () => {
      const run = Promise.withResolvers<void>();
      runs.push(run);
      return run.promise;
    });
  beforeEach(() => {
    begun = new BegunInquiries();
    runs = [];
  });

  it('are run once, while under way and when done', async () => {
    const first = once('a', 1n);
    expect(once('a', 2n)).toBeUndefined();
    runs[0]?.resolve();
    await first;
    expect(once('a', 3n, 999)).toBeUndefined();
    expect(once('b', 4n)).toBeDefined();
    expect(runs).toHaveLength(2);
  });

  it('that come again as the same message end as the first run does', async () => {
    const first = once('a', 1n);
    expect(once('a', 1n)).toBe(first);
    runs[0]?.resolve();
    await once('a', 1n);
    expect(runs).toHaveLength(1);
  });

  it('are run again when they failed', async () => {
    const first = once('a', 1n);
    runs[0]?.reject(new Error('no'));
    await expect(first).rejects.toThrow('no');
    expect(once('a', 1n)).toBeDefined();
    expect(runs).toHaveLength(2);
  });

  it('are forgotten when their time is up', () => {
    for (const id of ['a', 'b', 'c']) void once(id, 1n);
    expect(begun.size).toBe(3);
    void once('d', 2n, 1000, 2000);
    expect(begun.size).toBe(1);
  });
});
