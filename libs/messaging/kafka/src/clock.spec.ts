import { describe, expect, it } from 'vitest';
import { LearnedClock } from './clock';

describe('learned clock', () => {
  const FIVE_MINUTES = 300_000;

  it.each([
    ['five minutes ahead', FIVE_MINUTES],
    ['five minutes behind', -FIVE_MINUTES],
    ['right', 0],
  ])("tells the broker's time when the pod's clock is %s", (_, wrong) => {
    const broker = 1_800_000_000_000;
    let local = 1000;
    const clock = new LearnedClock(
      () => local,
      () => broker + wrong,
    );
    expect(clock.now()).toBe(broker + wrong);
    clock.compare(1000, 1010, broker);
    local = 2000;
    expect(Math.abs(clock.now() - (broker + 995))).toBeLessThanOrEqual(6);
  });

  it('narrows with every acknowledgement, however slow some are', () => {
    let local = 0;
    const clock = new LearnedClock(() => local);
    clock.compare(0, 1000, 5900);
    clock.compare(1000, 1002, 6001);
    clock.compare(1002, 3000, 7900);
    local = 3000;
    expect(Math.abs(clock.now() - 8000)).toBeLessThanOrEqual(2);
  });

  it('follows a clock that was set', () => {
    let local = 0;
    const clock = new LearnedClock(() => local);
    clock.compare(0, 2, 5001);
    clock.compare(10, 12, 9011);
    local = 12;
    expect(Math.abs(clock.now() - 9012)).toBeLessThanOrEqual(2);
  });
});
