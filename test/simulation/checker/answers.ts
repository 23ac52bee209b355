import { nonceOf } from '../mesh/nonce.ts';
import type { Of } from '../history.ts';
import type { Rule, Violation } from './violation.ts';

/** How much later than the ingress' deadline an answer may leave, ms (architecture 10). */
const LATENESS_MS = 500;
/** What the network between caller and ingress takes at most, ms: it is no lateness of the mesh. */
const NETWORK_MS = 20;

/** I1: each question that is taken gets exactly one HTTP answer. */
export const exactlyOneAnswer: Rule = function* (history) {
  for (const ask of history.all('ask')) {
    const answers = history.about(ask.id, 'answer');
    const gone = history.about(ask.id, 'gone');
    const reset = history.about(ask.id, 'reset');
    if (answers.length > 1)
      yield { invariant: 'I1', what: 'a question has several answers', because: [ask, ...answers] };
    if (answers.length + gone.length + reset.length === 0)
      yield {
        invariant: 'I1',
        what: 'a question has no answer',
        because: [ask, ...history.changes(ask.host).filter(({ t }) => t >= ask.t)],
      };
    for (const one of reset)
      if (!history.died(ask.host))
        yield { invariant: 'I1', what: 'a connection broke and its process lives', because: [ask, one] };
  }
  for (const answer of history.all('answer'))
    if (history.about(answer.id, 'ask').length === 0)
      yield { invariant: 'I1', what: 'an answer to no question', because: [answer] };
};

/** I2: no answer later than the ingress's deadline and half a second; while a process is held it can do nothing. */
export const inTime: Rule = function* (history) {
  for (const answer of history.all('answer')) {
    const [ask] = history.about(answer.id, 'ask');
    if (!ask) continue;
    const held = history.heldMs(ask.host, ask.t, answer.t);
    const late = answer.t - ask.t - held - ask.deadlineMs - LATENESS_MS - NETWORK_MS;
    if (late > 0)
      yield {
        invariant: 'I2',
        what: `an answer is ${Math.ceil(late)} ms too late`,
        because: [ask, ...history.changes(ask.host).filter(({ what }) => what === 'held'), answer],
      };
  }
};

/** I3: no data of another question or person; each agency says by a nonce of inquiry, person and agency whose it is. */
export const nobodyElsesData: Rule = function* (history) {
  for (const answer of history.all('answer')) {
    const [ask] = history.about(answer.id, 'ask');
    if (!ask) continue;
    for (const { kod, nonces } of answer.parts ?? [])
      for (const nonce of nonces ?? []) {
        if (isOwn(ask, kod, nonce)) continue;
        yield { invariant: 'I3', what: `data of ${kod} is of another question`, because: [ask, answer] };
      }
    if (answer.korrelationsid !== undefined && answer.korrelationsid !== ask.korrelationsid)
      yield {
        invariant: 'I3',
        what: "an answer has another question's korrelationsid",
        because: [ask, answer],
      };
  }
};

const DELAR = [
  '',
  'foretagsinformation',
  'individuppgifter',
  'skattekonto',
  'skatteuppgifter',
  'beskattningsbilagor',
];

const isOwn = ({ id, person, nonces }: Of<'ask'>, kod: string, nonce: string): boolean =>
  nonces?.includes(nonce) ?? DELAR.some((del) => nonce === nonceOf(id, person, kod, del));

/** I4: exactly the agencies that were asked for are in it. I5: each has exactly one of data and error. */
export const exactlyWhatWasAsked: Rule = function* (history) {
  for (const answer of history.all('answer')) {
    const [ask] = history.about(answer.id, 'ask');
    if (!ask || !answer.parts) continue;
    const there = answer.parts.map(({ kod }) => kod);
    const wrong = (what: string): Violation => ({ invariant: 'I4', what, because: [ask, answer] });
    for (const kod of ask.koder) if (!there.includes(kod)) yield wrong(`${kod} is missing`);
    for (const kod of there) if (!ask.koder.includes(kod)) yield wrong(`${kod} was not asked for`);
    if (new Set(there).size < there.length) yield wrong('an agency is there twice');
    for (const { kod, forms } of answer.parts)
      if (forms !== 1)
        yield { invariant: 'I5', what: `${kod} has ${forms} of data and error`, because: [ask, answer] };
    for (const { kod, forms, felkod, nonces } of answer.parts)
      if (
        forms === 1 &&
        felkod === undefined &&
        nonces?.length === 0 &&
        answer.status === 200 &&
        isQuestion(ask)
      )
        yield { invariant: 'I3', what: `data of ${kod} does not show whose it is`, because: [ask, answer] };
  }
};

/** Test questions are about nobody: what agencies say to them shows nothing. */
const isQuestion = ({ typ }: Of<'ask'>): boolean => typ === 'fraga';

/** I6: every answer is valid by its version's schema. A fault has a code of the contract, an answer is HTTP 200. */
export const valid: Rule = function* (history) {
  const FAULTS = ['1000', '1001', '1002'];
  for (const answer of history.all('answer')) {
    const wrong = (what: string): Violation => ({
      invariant: 'I6',
      what,
      because: [...history.about(answer.id, 'ask'), answer],
    });
    if (answer.mistake !== undefined) yield wrong(answer.mistake);
    if (answer.parts && answer.status !== 200) yield wrong(`an answer with HTTP ${answer.status}`);
    if (!answer.parts && !FAULTS.includes(answer.felkod ?? '')) yield wrong('neither answer nor fault');
  }
};

/** I10: every answer is in the audit trail before it leaves, else it is fault 1002. */
export const recordedBefore: Rule = function* (history) {
  const OUTCOMES = ['complete', 'partial', 'empty'];
  for (const answer of history.all('answer')) {
    if (!answer.parts) continue;
    const records = history.about(answer.id, 'audit');
    if (!records.some(({ t, outcome }) => t <= answer.t && OUTCOMES.includes(outcome)))
      yield {
        invariant: 'I10',
        what: 'an answer left before it was in the audit trail',
        because: [...history.about(answer.id, 'ask'), ...records, answer],
      };
  }
};
