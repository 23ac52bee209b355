import { describe, expect, it } from 'vitest';
import { Patience } from './patience';
import { settledWithin } from './settled-within';
import { answeredElsewhere, beforeTimers, busyFor } from './testing/busy';

const waited = (ms: number, counted: 'time' | 'turns'): Promise<'given up'> =>
  new Promise((resolve) => new Patience(ms, () => resolve('given up'), counted));

describe('patience', () => {
  it.each(['time', 'turns'] as const)('counted in %s gives up when nothing comes', async (counted) => {
    expect(await waited(20, counted)).toBe('given up');
  });

  it('does not give up once it has ended', async () => {
    let gaveUp = false;
    const patience = new Patience(5, () => (gaveUp = true));
    patience.end();
    await waited(30, 'time');
    expect(gaveUp).toBe(false);
  });

  it.each(['time', 'turns'] as const)('counted in %s lets win what arrived meanwhile', async (counted) => {
    await beforeTimers();
    const answer = answeredElsewhere().then(() => 'answer');
    const first = Promise.race([waited(20, counted), answer]);
    busyFor(60);
    expect(await first).toBe('answer');
  });

  it('counted in turns gives the other side its time, however long we were busy', async () => {
    const gaveUp = waited(200, 'turns');
    busyFor(250);
    const answer = new Promise((resolve) => setTimeout(() => resolve('answer'), 20));
    expect(await Promise.race([gaveUp, answer])).toBe('answer');
  });

  it('is what a wait for a promise has', async () => {
    await beforeTimers();
    const answer = answeredElsewhere();
    const settled = settledWithin(answer, 20);
    busyFor(60);
    expect(await settled).toBe(true);
    expect(await settledWithin(new Promise(() => undefined), 5)).toBe(false);
  });
});
