import { expect, it } from 'vitest';
import { turns } from './plan.ts';

it('gives every side its turn in each round, in the opposite order of the round before', () => {
  const order = turns(['here', 'other', 'floor'], 3).map(({ side, round }) => `${round} ${side}`);
  expect(order).toEqual([
    ...['1 here', '1 other', '1 floor'],
    ...['2 floor', '2 other', '2 here'],
    ...['3 here', '3 other', '3 floor'],
  ]);
});
