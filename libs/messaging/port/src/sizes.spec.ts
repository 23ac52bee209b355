import { describe, expect, it } from 'vitest';
import { largestReplyBytes, largestValueBytes, sizeMistakes } from './sizes';
import { TOPICS } from './topics';

const MIB = 1024 * 1024;
const withLimit = (name: string, maxMessageBytes: number) =>
  TOPICS.map((topic) => (topic.name === name ? { ...topic, maxMessageBytes } : topic));

describe('limits that fit together', () => {
  it('hold for six agencies that answer in one document and one that answers in five', () => {
    expect(sizeMistakes({ a: 1, b: 1, c: 1, d: 5, e: 1, f: 1, g: 1 })).toEqual([]);
  });

  it('keep something free for what is around a value', () => {
    expect(largestValueBytes('ssbtek.reply.v1')).toBe(12 * MIB - 16 * 1024);
    expect(largestValueBytes('another')).toBe(0);
  });

  it('leave room for every document of a reply', () => {
    expect(largestReplyBytes(5)).toBeGreaterThan(10 * MIB);
    expect(sizeMistakes({ abc: 6 })).toEqual([
      'The largest reply of abc (12648448 bytes) does not fit ssbtek.reply.v1, which takes 12566528.',
    ]);
  });

  it('count all replies of a composite', () => {
    const eight = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`a${i}`, 1]));
    expect(sizeMistakes(eight)).toEqual([
      'The largest composite (25952256 bytes) does not fit ssbtek.answer.v1, which takes 25149440.',
    ]);
  });

  it.each([
    ['ssbtek.inquiry.v1', 'The largest question (524288 bytes)'],
    ['ssbtek.audit.v1', 'The largest message of audit records (1245184 bytes)'],
  ])('say so of %s', (name, what) => {
    expect(sizeMistakes({}, withLimit(name, 500_000))).toEqual([
      `${what} does not fit ${name}, which takes 483616.`,
    ]);
  });
});
