import { describe } from 'vitest';
import type { Bastjanst } from '../bastjanst';
import { answersInFull, answersWithData } from './answers';
import { asks, understands } from './asks';
import { readsAnyJson } from './json';
import { runner, type ConformanceCase } from './run';
import { readsAnyDress, survives } from './survives';
import { testConforms } from './test-operation';

/**
 * What every agency must do, whatever it speaks (examples: one call per agency spec). Throws nothing away:
 * each persona, each documented code, each broken answer ends as exactly one of data and failure. So does its test
 * operation, where it has one.
 */
export function bastjanstConformance(bastjanst: Bastjanst, ...cases: readonly ConformanceCase[]): void {
  for (const one of cases)
    describe(`${bastjanst.descriptor.namn} conforms over ${[one.protocol, one.del].filter(Boolean).join('/')}`, () => {
      const run = runner(bastjanst, one);
      describe('asks', () => {
        asks(run);
        understands(run);
      });
      describe('answers', () => {
        answersInFull(run);
        answersWithData(run);
      });
      survives(run);
      if (one.soap) readsAnyDress(run, one.soap);
      if (one.json) readsAnyJson(run);
    });
  if (bastjanst.test) testConforms(bastjanst, bastjanst.test);
}
