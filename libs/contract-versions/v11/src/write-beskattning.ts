import { DELAR } from '@ssbtek/contract';
import { UNDELIVERABLE, type AnswerWriter, type BastjanstSpec } from '@ssbtek/contract-version';
import { felOf, type AgencyQuestion, type DelOutcome, type Outcome } from '@ssbtek/core';

/**
 * SKV's answer: each part that was asked for has data or error, in the contract's order and whatever came back
 * (sources.md 1.4). A failure of the agency as a whole is the error of each part and of the agency too.
 */
export const beskattningSvar: BastjanstSpec['writeSvar'] = (writer, outcome, fraga) => {
  for (const del of asked(fraga)) writer.element(del, () => writeDel(writer, delOutcome(outcome, del)));
  if (outcome.type === 'failure') writer.error(felOf(outcome.failure));
};

function asked({ specifikt }: AgencyQuestion): readonly string[] {
  const delar = specifikt.typ === 'beskattning' ? specifikt.delar : [];
  return DELAR.filter((del) => delar.includes(del));
}

/** What became of one part. One that is not there cannot be told from one without data: that is an error. */
function delOutcome(outcome: Outcome, namn: string): DelOutcome {
  if (outcome.type === 'failure') return outcome;
  const delar = outcome.data.form === 'delar' ? outcome.data.delar : [];
  return delar.find((del) => del.namn === namn)?.outcome ?? { type: 'failure', failure: UNDELIVERABLE };
}

function writeDel(writer: AnswerWriter, outcome: DelOutcome): void {
  if (outcome.type === 'data') writer.base64('data', outcome.content);
  else writer.error(felOf(outcome.failure));
}
