import { describe, expect, it } from 'vitest';
import { share, type Member } from './assigner';

const ALL = [0, 1, 2, 3, 4, 5];
const shared = (members: Member[]) =>
  Object.fromEntries([...share(members, ALL)].map(([id, mine]) => [id, mine.toSorted()]));

describe('who reads what', () => {
  it.each<[string, Member[], Record<string, number[]>]>([
    ['one member gets all', [{ id: 'a', has: [] }], { a: ALL }],
    [
      'a second takes half, the first keeps the rest',
      [
        { id: 'a', has: ALL },
        { id: 'b', has: [] },
      ],
      { a: [0, 1, 2], b: [3, 4, 5] },
    ],
    [
      'a third takes from both',
      [
        { id: 'a', has: [0, 1, 2] },
        { id: 'b', has: [3, 4, 5] },
        { id: 'c', has: [] },
      ],
      { a: [0, 1], b: [3, 4], c: [2, 5] },
    ],
    [
      'what nobody has goes to the poorest',
      [
        { id: 'a', has: [0, 1, 2] },
        { id: 'b', has: [3] },
      ],
      { a: [0, 1, 2], b: [3, 4, 5] },
    ],
    [
      'two that claim the same do not both get it',
      [
        { id: 'a', has: [0, 1, 2] },
        { id: 'b', has: [0, 1, 2] },
      ],
      { a: [0, 1, 2], b: [3, 4, 5] },
    ],
    [
      'pinned members get theirs, beside each other and the others',
      [
        { id: 'a', has: [], pinned: 2 },
        { id: 'b', has: [], pinned: 2 },
        { id: 'c', has: [] },
      ],
      { a: [2], b: [2], c: ALL },
    ],
    ['a pin on a partition that is not there gets nothing', [{ id: 'a', has: [], pinned: 9 }], { a: [] }],
    [
      'more members than partitions',
      [...'abcdefg'].map((id) => ({ id, has: [] })),
      { a: [0], b: [1], c: [2], d: [3], e: [4], f: [5], g: [] },
    ],
  ])('%s', (_, members, expected) => {
    expect(shared(members)).toEqual(expected);
  });
});
