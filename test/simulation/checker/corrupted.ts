import type { Happening, Kind, Of, Part } from '../history.ts';
import type { Invariant } from './violation.ts';

/** A good history with one thing in it that must not be. */
export interface Corruption {
  readonly what: string;
  readonly breaks: Invariant;
  readonly of: (history: readonly Happening[]) => readonly Happening[];
}

type History = readonly Happening[];

const answered = (one: Happening): one is Of<'answer'> =>
  one.k === 'answer' && (one.parts?.filter(({ nonces }) => nonces).length ?? 0) >= 2;

/** The `nth` of those that are so, replaced by others. */
function replaced<H extends Happening>(
  history: History,
  is: (one: Happening) => one is H,
  by: (one: H, history: History) => readonly Happening[],
  nth = 0,
): History {
  const found = history.filter(is)[nth];
  if (!found) throw new Error('nothing to corrupt');
  return history.flatMap((one) => (one === found ? by(found, history) : [one]));
}

const kind =
  <K extends Kind>(wanted: K) =>
  (one: Happening): one is Of<K> =>
    one.k === wanted;

const answer =
  (change: (one: Of<'answer'>, history: History) => Partial<Of<'answer'>>, nth = 0): Corruption['of'] =>
  (history) =>
    replaced(history, answered, (one, all) => [{ ...one, ...change(one, all) }], nth);

const parts = (change: (parts: readonly Part[], history: History) => readonly Part[]): Corruption['of'] =>
  answer((one, history) => ({ parts: change(one.parts ?? [], history) }));

const asked = (history: History, id: string): Of<'ask'> => {
  const found = history.find((one): one is Of<'ask'> => one.k === 'ask' && one.id === id);
  if (!found) throw new Error('nobody asked');
  return found;
};

const another = (history: History, than: string): Of<'answer'> => {
  const found = history.filter(answered).find(({ id }) => id !== than);
  if (!found) throw new Error('no other answer');
  return found;
};

const dataOf = (one: Of<'answer'>): readonly Part[] => one.parts?.filter(({ nonces }) => nonces) ?? [];

const call =
  (change: (one: Of<'call'>) => readonly Happening[]): Corruption['of'] =>
  (history) =>
    replaced(history, kind('call'), change);

const audit =
  (change: (one: Of<'audit'>) => readonly Happening[]): Corruption['of'] =>
  (history) => {
    const [first] = history.filter(answered);
    return replaced(
      history,
      (one): one is Of<'audit'> => one.k === 'audit' && one.id === first?.id,
      (one) => change(one),
    );
  };

const left =
  (name: string, of: string): Corruption['of'] =>
  (history) =>
    replaced(
      history,
      (one): one is Of<'left'> => one.k === 'left' && one.host.startsWith(of),
      (one) => [{ ...one, figures: { ...one.figures, [name]: 1 } }],
    );

const counted =
  (
    of: string,
    change: (counters: Readonly<Record<string, number>>) => Record<string, number>,
  ): Corruption['of'] =>
  (history) =>
    replaced(
      history,
      (one): one is Of<'counted'> =>
        one.k === 'counted' && one.host.startsWith(of) && Object.keys(one.counters).length > 0,
      (one) => [{ ...one, counters: change(one.counters) }],
    );

const times =
  (name: string, factor: number) =>
  (counters: Readonly<Record<string, number>>): Record<string, number> =>
    Object.fromEntries(
      Object.entries(counters).map(([key, count]) => [key, key.startsWith(name) ? count * factor : count]),
    );

const added =
  (happening: Happening): Corruption['of'] =>
  (history) => [...history, happening];

const failing = (felkod: string, change: Partial<Of<'answer'>>): Corruption['of'] =>
  answer(() => ({ status: 500, felkod, ...change }));

const withoutParts = (one: Of<'answer'>): Happening => {
  const { parts: _, ...rest } = one;
  return rest;
};

/** Fifty and some ways in which a history can be wrong. */
export const CORRUPTIONS: readonly Corruption[] = [
  { what: 'an answer is missing', breaks: 'I1', of: (h) => replaced(h, answered, () => []) },
  { what: 'an answer comes twice', breaks: 'I1', of: (h) => replaced(h, answered, (one) => [one, one]) },
  {
    what: 'an answer is followed by a fault',
    breaks: 'I1',
    of: (h) => replaced(h, answered, (one) => [one, { ...one, status: 500, felkod: '1000' }]),
  },
  { what: 'an answer to nobody', breaks: 'I1', of: answer(() => ({ id: 'nobody' })) },
  {
    what: 'a caller who went did not go',
    breaks: 'I1',
    of: (h) =>
      replaced(
        h,
        (one): one is Of<'gone'> => one.k === 'gone',
        () => [],
      ),
  },
  {
    what: 'a connection breaks though its process lives',
    breaks: 'I1',
    of: (h) => replaced(h, answered, ({ t, id }) => [{ k: 'reset', t, id }]),
  },
  {
    what: 'a question was never asked',
    breaks: 'I1',
    of: (h) => {
      const [first] = h.filter(answered);
      return h.filter((one) => !(one.k === 'ask' && one.id === first?.id));
    },
  },
  { what: 'an answer a second too late', breaks: 'I2', of: answer(({ t }) => ({ t: t + 20_000 })) },
  {
    what: 'an answer just too late',
    breaks: 'I2',
    of: answer(({ id }, h) => ({ t: asked(h, id).t + asked(h, id).deadlineMs + 530 })),
  },
  {
    what: 'a question asked long before its answer',
    breaks: 'I2',
    of: (h) => {
      const [first] = h.filter(answered);
      return replaced(
        h,
        (one): one is Of<'ask'> => one.k === 'ask' && one.id === first?.id,
        (one) => [{ ...one, t: one.t - one.deadlineMs - 600 }],
      );
    },
  },
  {
    what: "another answer's data",
    breaks: 'I3',
    of: answer((one, h) => ({
      parts:
        one.parts?.map((part) =>
          part.nonces ? { ...part, nonces: dataOf(another(h, one.id))[0]?.nonces ?? [] } : part,
        ) ?? [],
    })),
  },
  {
    what: "data of another question's same agency",
    breaks: 'I3',
    of: parts((all) =>
      all.map((one) => (one.nonces ? { ...one, nonces: [`nonce-${one.kod}-0123456789abcdef`] } : one)),
    ),
  },
  {
    what: 'data that does not show whose it is',
    breaks: 'I3',
    of: parts((all) => all.map((one) => (one.nonces ? { ...one, nonces: [] } : one))),
  },
  {
    what: 'two agencies that have changed places',
    breaks: 'I3',
    of: answer((one) => {
      const [a, b] = dataOf(one);
      const swapped = (part: Part): Part =>
        part === a
          ? { ...part, nonces: b?.nonces ?? [] }
          : part === b
            ? { ...part, nonces: a?.nonces ?? [] }
            : part;
      return { parts: one.parts?.map(swapped) ?? [] };
    }),
  },
  { what: "another's korrelationsid", breaks: 'I3', of: answer(() => ({ korrelationsid: 'KORR-NOT-MINE' })) },
  {
    what: "somebody else's data beside its own",
    breaks: 'I3',
    of: parts((all) =>
      all.map((one) => (one.nonces ? { ...one, nonces: [...one.nonces, 'nonce-af-0000000000000000'] } : one)),
    ),
  },
  {
    what: 'a nonce of another agency',
    breaks: 'I3',
    of: parts((all) =>
      all.map((one) =>
        one.nonces ? { ...one, nonces: one.nonces.map((nonce) => nonce.replace(/-[a-z]+-/, '-xx-')) } : one,
      ),
    ),
  },
  { what: 'an agency is missing', breaks: 'I4', of: parts((all) => all.slice(1)) },
  {
    what: 'an agency too many',
    breaks: 'I4',
    of: parts((all) => [...all, { kod: 'xyz', forms: 1, nonces: [] }]),
  },
  { what: 'an agency twice', breaks: 'I4', of: parts((all) => [...all, ...all.slice(0, 1)]) },
  { what: 'no agency at all', breaks: 'I4', of: parts(() => []) },
  {
    what: 'an agency under another name',
    breaks: 'I4',
    of: parts((all) => all.map((one, at) => (at === 0 ? { ...one, kod: 'xyz' } : one))),
  },
  {
    what: 'neither data nor error',
    breaks: 'I5',
    of: parts((all) => all.map((one, at) => (at === 0 ? { ...one, forms: 0 } : one))),
  },
  {
    what: 'data and error',
    breaks: 'I5',
    of: parts((all) => all.map((one, at) => (at === 0 ? { ...one, forms: 2 } : one))),
  },
  {
    what: 'data twice',
    breaks: 'I5',
    of: parts((all) => all.map((one, at) => (at === 1 ? { ...one, forms: 2 } : one))),
  },
  { what: 'an answer that is not valid', breaks: 'I6', of: answer(() => ({ mistake: 'element' })) },
  { what: 'an answer with HTTP 500', breaks: 'I6', of: answer(() => ({ status: 500 })) },
  {
    what: 'a fault that the contract does not know',
    breaks: 'I6',
    of: (h) =>
      replaced(h, answered, (one) => [
        { ...(withoutParts(one) as Of<'answer'>), status: 500, felkod: '9999' },
      ]),
  },
  {
    what: 'neither answer nor fault',
    breaks: 'I6',
    of: (h) => replaced(h, answered, (one) => [withoutParts(one)]),
  },
  { what: 'a call after the deadline', breaks: 'I7', of: call((one) => [{ ...one, b: one.b + 20_000 }]) },
  {
    what: 'a second call, after the deadline',
    breaks: 'I7',
    of: call((one) => [one, { ...one, b: one.b + 20_000 }]),
  },
  { what: 'a call that nobody asked for', breaks: 'I7', of: call((one) => [{ ...one, id: 'nobody' }]) },
  {
    what: 'a call about another person',
    breaks: 'I7',
    of: call((one) => [{ ...one, person: '191212121212' }]),
  },
  {
    what: 'a call of an agency that is not asked',
    breaks: 'I7',
    of: call((one) => [{ ...one, kod: 'xyz' }]),
  },
  { what: 'a call before its question was published', breaks: 'I7', of: call((one) => [{ ...one, t: 0 }]) },
  {
    what: 'a question that was never published',
    breaks: 'I7',
    of: (h) => h.filter((one) => !(one.k === 'append' && one.topic === 'ssbtek.inquiry.v1')),
  },
  { what: 'a call twice', breaks: 'I8', of: call((one) => [one, one]) },
  { what: 'a call by two workers', breaks: 'I8', of: call((one) => [one, { ...one, host: `${one.host}0` }]) },
  { what: 'a call three times', breaks: 'I8', of: call((one) => [one, one, one]) },
  { what: 'a number in a log', breaks: 'I9', of: added({ k: 'outside', t: 1, where: 'log: asked' }) },
  { what: 'a number in a header', breaks: 'I9', of: added({ k: 'outside', t: 1, where: 'headers' }) },
  { what: 'an answer without a record', breaks: 'I10', of: audit(() => []) },
  { what: 'a record after its answer', breaks: 'I10', of: audit((one) => [{ ...one, t: one.t + 60_000 }]) },
  {
    what: 'a record of something else',
    breaks: 'I10',
    of: audit((one) => [{ ...one, outcome: 'server_fault' }]),
  },
  { what: 'a record of another question', breaks: 'I10', of: audit((one) => [{ ...one, id: 'another' }]) },
  { what: 'a join that is left', breaks: 'I11', of: left('joins', 'aggregator') },
  { what: 'a call that is left', breaks: 'I11', of: left('calls', 'worker') },
  { what: 'bytes that are left', breaks: 'I11', of: left('bytes', 'worker') },
  { what: 'a question that is left', breaks: 'I11', of: left('questions', 'ingress') },
  { what: 'a message that is left', breaks: 'I11', of: left('messages', 'aggregator') },
  {
    what: 'a question that was not counted',
    breaks: 'I12',
    of: counted('ingress', times('inquiries_total', 0)),
  },
  { what: 'questions counted twice', breaks: 'I12', of: counted('ingress', times('inquiries_total', 2)) },
  { what: 'calls counted twice', breaks: 'I12', of: counted('worker', times('agency_calls_total', 2)) },
  { what: 'calls not counted', breaks: 'I12', of: counted('worker', times('agency_calls_total', 0)) },
  {
    what: 'a composite that did not fit',
    breaks: 'I12',
    of: counted('ingress', (counters) => ({ ...counters, 'identity_mismatches_total agency=composite': 1 })),
  },
  {
    what: 'a program that threw',
    breaks: 'C',
    of: added({ k: 'crash', t: 1, host: 'ingress.1', error: 'TypeError' }),
  },
  {
    what: 'no answer in time for no reason',
    breaks: 'Q1',
    of: (h) =>
      replaced(h, answered, (one) => [
        { ...(withoutParts(one) as Of<'answer'>), status: 500, felkod: '1000' },
      ]),
  },
  { what: 'a fault of ours for no reason', breaks: 'Q1', of: failing('1002', {}) },
  {
    what: 'an agency that failed for no reason',
    breaks: 'Q1',
    of: parts((all) =>
      all.map(({ kod, forms }, at) =>
        at === 0 ? { kod, forms, kalla: 'SSBTEK', felkod: '2001' } : { kod, forms, nonces: [] },
      ),
    ),
  },
  {
    what: 'a stranger who is answered',
    breaks: 'Q2',
    of: (h) => {
      const [first] = h.filter(answered);
      return replaced(
        h,
        (one): one is Of<'ask'> => one.k === 'ask' && one.id === first?.id,
        (one) => [{ ...one, organisation: '165560000000' }],
      );
    },
  },
];
