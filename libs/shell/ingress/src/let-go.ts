import type { Question, TestQuestion } from '@ssbtek/contract-version';
import type { AgencyQuestion, Composite, Outcome, SvarData } from '@ssbtek/core';

const NOTHING = new Uint8Array();

/** A value of strings of its own: what is cut out of a document keeps the whole document alive. */
const own = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

const withoutDocument = ({ tidsperiod, specifikt }: AgencyQuestion): AgencyQuestion => ({
  tidsperiod,
  specifikt: specifikt.typ === 'lefi' ? { ...specifikt, fraga: '' } : specifikt,
});

/** What an answer needs of its question, once the agencies have been asked: no document, and no other's either. */
export function remembered<Q extends Question | TestQuestion>(question: Q): Q {
  if (question.typ === 'test') return question;
  const { fraga, fragor, ...rest } = question;
  const asked = Object.entries(fragor).map(([kod, one]) => [kod, withoutDocument(one)]);
  const echo = fraga && { declarations: own(fraga.declarations), content: new Uint8Array(fraga.content) };
  return { ...own({ ...rest, fragor: Object.fromEntries(asked) }), ...(echo && { fraga: echo }) } as Q;
}

/** What is known of a composite once the answer is written: how each agency's part ended, and none of its data. */
export const withoutData = ({ inquiryId, outcomes }: Composite): Composite => ({
  inquiryId,
  outcomes: outcomes.map(({ kod, outcome }) => ({ kod, outcome: bare(outcome) })),
});

const bare = (outcome: Outcome): Outcome =>
  outcome.type === 'failure' ? outcome : { ...outcome, data: bareData(outcome.data) };

function bareData(data: SvarData): SvarData {
  if (data.form === 'test') return data;
  if (data.form !== 'delar') return { ...data, content: NOTHING };
  const delar = data.delar.map(({ namn, outcome }) => ({
    namn,
    outcome: outcome.type === 'data' ? { ...outcome, content: NOTHING } : outcome,
  }));
  return { form: 'delar', delar };
}
