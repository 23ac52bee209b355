import type { Composite, Kod, Outcome } from '@ssbtek/core';
import type { DressedSpec } from '../dress';
import { OPERATION } from '../operation';
import type { Question, TestQuestion } from '../version';
import { AnswerWriter } from './answer-writer';
import { writeTestSvar } from './test-svar';

/**
 * The answer in its dress: what the question wants echoed, then the agencies in the order of the contract
 * (sources.md 1.5). frageTidpunkt and korrelationsid are there only if the caller gave them.
 */
export function writeAnswer(spec: DressedSpec, question: Question, composite: Composite): Uint8Array {
  const { fraga, fragor } = question;
  const { frageTidpunkt, korrelationsid } = question.general;
  const outcomes = outcomesOf(Object.keys(fragor), composite);
  return answer(spec, question, (writer) => {
    if (fraga) writer.cutting('fraga', fraga);
    if (frageTidpunkt !== undefined) writer.leaf('frageTidpunkt', frageTidpunkt);
    if (korrelationsid !== undefined) writer.leaf('korrelationsid', korrelationsid);
    writer.element('svarsdata', () => {
      for (const { kod, element, writeSvar } of spec.bastjanster) {
        const outcome = outcomes.get(kod);
        const asked = fragor[kod];
        if (outcome && asked) writer.element(element, () => writeSvar(writer, outcome, asked));
      }
    });
  });
}

/** The answer to a test question: the agencies that have a test operation of their own (sources.md 1.7). */
export function writeTestAnswer(spec: DressedSpec, question: TestQuestion, composite: Composite): Uint8Array {
  const koder = spec.bastjanster.map(({ kod }) => kod);
  const outcomes = outcomesOf(koder, composite);
  return answer(spec, question, (writer) => {
    for (const { kod, element } of spec.bastjanster) {
      const outcome = outcomes.get(kod);
      if (outcome) writeTestSvar(writer, element, outcome);
    }
  });
}

/** The response element, dressed, around what `content` writes into it. */
function answer(
  { kalla, dress }: DressedSpec,
  { typ, namespace }: Question | TestQuestion,
  content: (writer: AnswerWriter) => void,
): Uint8Array {
  const writer = new AnswerWriter(namespace, kalla);
  writer.raw(`<?xml version="1.0" encoding="UTF-8"?>${dress.before}`);
  writer.element(`${OPERATION[typ]}Response`, () => content(writer), true);
  writer.raw(dress.after);
  return writer.finish();
}

/** By code, after making sure that exactly the agencies asked for are there: no answer is better than a wrong one. */
function outcomesOf(asked: readonly Kod[], composite: Composite): ReadonlyMap<Kod, Outcome> {
  const outcomes = new Map(composite.outcomes.map(({ kod, outcome }) => [kod, outcome]));
  if (outcomes.size !== asked.length || !asked.every((kod) => outcomes.has(kod)))
    throw new Error('the composite does not hold exactly the agencies that were asked');
  return outcomes;
}
