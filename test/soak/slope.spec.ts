import { describe, expect, it } from 'vitest';
import { slope } from './slope.ts';

const samples = (minutes: number, mib: (minute: number) => number) =>
  Array.from({ length: minutes * 12 }, (_, i) => ({ minute: i / 12, mib: mib(i / 12) }));
/** Garbage piles up and is collected every twenty seconds. */
const sawtooth = (minute: number): number => 30 * ((minute * 3) % 1);

describe('growth of a heap', () => {
  it('is that of what is left after each collection', () => {
    expect(slope(samples(9, (minute) => 50 + sawtooth(minute)))).toBeCloseTo(0, 1);
    expect(slope(samples(9, (minute) => 50 + 2 * minute + sawtooth(minute)))).toBeCloseTo(2, 1);
  });

  it('leaves the time out in which a process gets warm', () => {
    expect(slope(samples(9, (minute) => Math.min(minute, 3) * 20))).toBeCloseTo(0, 5);
  });

  it('is none where there is too little to see', () => {
    expect(slope([])).toBe(0);
    expect(slope(samples(1, () => 1).slice(0, 3))).toBe(0);
  });
});
