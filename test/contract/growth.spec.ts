import { describe, expect, it } from 'vitest';
import { agencyReaders, agencyWriters } from './growth/agencies';
import { callerReaders } from './growth/callers';
import { expectLinear, growthOf, type Reader } from './growth/measure';
import { portalReaders } from './growth/portal';
import { questionReaders, versionWriters } from './growth/questions';
import { shsReaders } from './growth/shs';
import { xmlReaders } from './growth/xml';

/**
 * Everything that reads or writes what somebody else has made, each with the shapes that could hurt it. A new reader
 * gets a line in one of the files beside this one (ADR 0023).
 */
const READERS: Readonly<
  Record<string, ReadonlyArray<readonly [name: string, size: number, reader: Reader]>>
> = {
  'XML documents': xmlReaders,
  "callers' questions": questionReaders,
  'what is known of a caller': callerReaders,
  'answers to callers': versionWriters,
  'SHS messages': shsReaders,
  "agencies' answers": agencyReaders,
  'questions to agencies': agencyWriters,
  'what the portal reads': portalReaders,
};

describe('work grows no faster than what comes in', () => {
  describe.each(Object.entries(READERS))('%s', (_, readers) => {
    // Work that grows too fast does so every time; a machine that is busy with something else does not.
    it.each(readers)('%s (%d)', { retry: 2, timeout: 120_000 }, (__, size, reader) =>
      expectLinear(reader, size),
    );
  });

  it('would be seen to grow with the square', { retry: 2, timeout: 60_000 }, () => {
    const everyPair = (count: number): (() => number) => {
      return () => {
        let sum = 0;
        for (let one = 0; one < count; one += 1)
          for (let other = 0; other < count; other += 1) sum ^= one * other;
        return sum;
      };
    };
    expect(growthOf(everyPair(8_000), everyPair(16_000), 1_000)).toBeGreaterThan(2.5);
  });
});
