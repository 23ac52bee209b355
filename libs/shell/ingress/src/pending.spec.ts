import { describe, expect, it } from 'vitest';
import { answeredElsewhere, beforeTimers, busyFor } from '@ssbtek/messaging/testing';
import { PendingInquiries } from './pending';

describe('callers who wait', () => {
  it('get a composite that arrived while the event loop was busy', async () => {
    await beforeTimers();
    const pending = new PendingInquiries();
    const composite = { inquiryId: 'i', outcomes: [] };
    const waiting = pending.wait('i', 20);
    void answeredElsewhere().then(() => pending.deliver(composite));
    busyFor(60);
    expect(await waiting).toBe(composite);
  });

  it('get nothing at the deadline, and nobody waits any more', async () => {
    const pending = new PendingInquiries();
    expect(await pending.wait('i', 10)).toBeUndefined();
    expect(pending.size).toBe(0);
  });
});
