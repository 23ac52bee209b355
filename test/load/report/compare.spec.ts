import { describe, expect, it } from 'vitest';
import type { SideName } from '../plan.ts';
import { compare } from './compare.ts';
import type { TurnResults } from './results.ts';

const turn = (side: SideName, round: number, cpuMsPerSecond: number): TurnResults => ({
  side,
  round,
  idle: { cpuMsPerSecond },
  memoryMib: {},
  answers: { count: 0, meanBytes: 0 },
  otherPrograms: {},
  violations: {},
});
const idleOf = (turns: readonly TurnResults[]) => compare(turns).find(({ name }) => name.startsWith('idle'));

describe('compare', () => {
  it('takes the ratio of turns of the same round, so that a drift of the machine falls out', () => {
    const drifting = [1, 2, 4].flatMap((pace, index) => [
      turn('here', index + 1, 10 * pace),
      turn('other', index + 1, 20 * pace),
    ]);
    expect(idleOf(drifting)?.ratios).toEqual({ other: { median: 0.5, min: 0.5, max: 0.5 } });
  });
  it('shows the median and how far the rounds lie apart', () => {
    const turns = [10, 30, 11, 12].map((value, index) => turn('here', index + 1, value));
    expect(idleOf(turns)?.values).toEqual({ here: { median: 11.5, min: 10, max: 30 } });
  });
  it('has no ratio to a side that was not measured, nor to nothing', () => {
    expect(idleOf([turn('here', 1, 10), turn('floor', 1, 0)])?.ratios).toEqual({});
  });
});
