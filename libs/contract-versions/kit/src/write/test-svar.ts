import { felOf, type Failure, type Outcome } from '@ssbtek/core';
import type { AnswerWriter } from './answer-writer';
import { UNDELIVERABLE } from './svar';

/** Failures that came before the call: the test operation was not reached for. */
const NOT_CALLED: ReadonlySet<Failure['kind']> = new Set(['breaker-open', 'maintenance', 'mapping']);

/**
 * One agency in the answer to a test question: `anropad`, and `error` when the test failed. An agency without a test
 * operation of its own is left out (sources.md 1.7).
 */
export function writeTestSvar(writer: AnswerWriter, element: string, outcome: Outcome): void {
  if (outcome.type === 'data' && outcome.data.form === 'test') {
    if (outcome.data.anropad) writer.element(element, () => writer.leaf('anropad', 'true'));
    return;
  }
  const failure = outcome.type === 'failure' ? outcome.failure : UNDELIVERABLE;
  writer.element(element, () => {
    writer.leaf('anropad', String(!NOT_CALLED.has(failure.kind)));
    writer.error(felOf(failure));
  });
}
