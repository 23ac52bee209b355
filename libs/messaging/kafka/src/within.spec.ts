import { describe, expect, it } from 'vitest';
import { answeredElsewhere, beforeTimers, busyFor } from '@ssbtek/messaging/testing';
import { within } from './within';

describe('within', () => {
  it('hears what arrived while the event loop was busy, and gives up on what did not', async () => {
    await beforeTimers();
    const heard = within(20, answeredElsewhere());
    busyFor(60);
    await heard;
    await expect(within(5, new Promise(() => undefined))).rejects.toThrow('too late');
  });
});
