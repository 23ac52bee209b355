import type { Composite } from '@ssbtek/core';
import type { ContractVersion } from '@ssbtek/contract-version';
import { changed, type Planted } from './kind.ts';

/** A contract version that writes something else than it should. */
const writing =
  (write: (right: ContractVersion, composite: Composite) => Composite) => (right: ContractVersion) =>
    changed(right, {
      writeAnswer: (...[question, composite]: Parameters<ContractVersion['writeAnswer']>) =>
        right.writeAnswer(question, write(right, composite)),
    });

/** A JSON document of an answer, changed. */
const rewritten = (change: (text: string) => string) => (right: ContractVersion) =>
  changed(right, {
    writeAnswer: (...given: Parameters<ContractVersion['writeAnswer']>) =>
      Buffer.from(change(Buffer.from(right.writeAnswer(...given)).toString('utf8'))),
  });

export const OF_THE_INGRESS: readonly Planted[] = [
  {
    name: 'answer-twice',
    what: 'an answer is sent twice',
    breaks: ['I1'],
    within: 3,
    mistakes: () => ({
      line: (right) => ({
        send(reply) {
          void right.send(reply);
          return right.send(reply);
        },
      }),
    }),
  },
  {
    name: 'answer-forgotten',
    what: 'one answer in twenty is never sent',
    breaks: ['I1'],
    within: 3,
    mistakes: () => {
      let sent = 0;
      return {
        line: (right) => ({
          send: (reply) => ((sent += 1) % 20 === 0 ? Promise.resolve(true) : right.send(reply)),
        }),
      };
    },
  },
  {
    name: 'place-kept-by-who-left',
    what: 'the place of a caller who has gone is never given back',
    breaks: ['I11'],
    within: 10,
    mistakes: () => ({
      line: (right) => ({
        send: async (reply) => ((await right.send(reply)) ? true : new Promise<boolean>(() => undefined)),
      }),
    }),
  },
  {
    name: 'deadline-of-a-second-more',
    what: 'the ingress waits a second and a half longer than it says',
    breaks: ['I2'],
    within: 40,
    mistakes: () => ({ times: ({ deadlineMs, ...rest }) => ({ ...rest, deadlineMs: deadlineMs + 1500 }) }),
  },
  {
    name: 'join-by-korrelationsid',
    what: "a question is known by its caller's korrelationsid",
    breaks: ['I1', 'I3', 'I4', 'I7', 'I12', 'Q1'],
    within: 20,
    mistakes: () => {
      const first = new Map<string, string>();
      return {
        requestId({ korrelationsid }, right) {
          const id = first.get(korrelationsid) ?? right;
          first.set(korrelationsid, id);
          return id;
        },
      };
    },
  },
  {
    name: 'composite-to-whoever-waits',
    what: 'a composite is given to whoever has asked last',
    breaks: ['I3', 'I12', 'Q1'],
    within: 3,
    mistakes: () => {
      let last = '';
      return {
        codec: (right, { host }) =>
          host.role !== 'ingress'
            ? right
            : {
                ...right,
                opened(routing) {
                  last = routing.inquiryId;
                  return right.opened(routing);
                },
                readComposite: (message) => ({ ...right.readComposite(message), inquiryId: last }),
              },
      };
    },
  },
  {
    name: 'partition-of-another',
    what: 'an ingress asks for its answers in the partition of another',
    breaks: ['Q1'],
    within: 10,
    mistakes: () => ({ partition: (right) => (right + 1) % 12 }),
  },
  {
    name: 'agency-left-out',
    what: 'an agency that has not answered is left out of the answer',
    breaks: ['I4'],
    within: 20,
    mistakes: () => ({
      version: writing((_right, { outcomes, ...rest }) => ({
        ...rest,
        outcomes: outcomes.filter(
          ({ outcome }) => outcome.type === 'data' || outcome.failure.kind !== 'timeout',
        ),
      })),
    }),
  },
  {
    name: 'agency-too-many',
    what: 'every agency is in the answer, asked or not',
    breaks: ['I4'],
    within: 3,
    mistakes: () => ({
      version: writing(({ koder }, { outcomes, ...rest }) => ({
        ...rest,
        outcomes: koder.map(
          (kod) =>
            outcomes.find((one) => one.kod === kod) ?? {
              kod,
              outcome: { type: 'failure', failure: { kind: 'maintenance' } },
            },
        ),
      })),
    }),
  },
  {
    name: 'data-and-error',
    what: 'an agency has data and an error',
    breaks: ['I5'],
    within: 3,
    mistakes: () => ({
      version: rewritten((text) => text.replace('"data":', '"error":{"kalla":"BT","felkod":"1"},"data":')),
    }),
  },
  {
    name: 'neither-data-nor-error',
    what: 'an agency that failed has neither data nor error',
    breaks: ['I5'],
    within: 20,
    mistakes: () => ({ version: rewritten((text) => text.replaceAll('"error":', '"other":')) }),
  },
  {
    name: 'failure-as-nothing-registered',
    what: 'an agency that failed looks as if nothing were registered',
    breaks: ['I3'],
    within: 20,
    mistakes: () => ({
      version: writing((_right, { outcomes, ...rest }) => ({
        ...rest,
        outcomes: outcomes.map(({ kod, outcome }) => ({
          kod,
          outcome:
            outcome.type === 'data'
              ? outcome
              : { type: 'data', data: { form: 'binary', content: new Uint8Array() } },
        })),
      })),
    }),
  },
  {
    name: 'element-out-of-place',
    what: 'the elements of the agencies stand in another order than the schema wants',
    breaks: ['I6'],
    within: 3,
    documents: 'real',
    mistakes: () => ({
      version: (right) =>
        changed(right, {
          writeAnswer: (...given: Parameters<ContractVersion['writeAnswer']>) =>
            Buffer.from(
              Buffer.from(right.writeAnswer(...given))
                .toString('utf8')
                .replace(/(<ssbt:svarsdata>)([^]*?)(<\/ssbt:svarsdata>)/, '$1<ssbt:odd/>$2$3'),
            ),
        }),
    }),
  },
  {
    name: 'record-after-the-answer',
    what: 'the answer leaves without waiting for its record',
    breaks: ['I10'],
    within: 3,
    mistakes: () => ({
      auditor: (right) =>
        changed(right, {
          write(...given: Parameters<typeof right.write>) {
            void right.write(...given);
            return Promise.resolve(true);
          },
        }),
    }),
  },
  {
    name: 'record-of-no-failure-only',
    what: 'an answer that lacks an agency is not recorded',
    breaks: ['I10'],
    within: 20,
    mistakes: () => ({
      auditor: (right) =>
        changed(right, {
          write: (...[facts, leftMs]: Parameters<typeof right.write>) =>
            facts.outcome === 'partial' ? Promise.resolve(true) : right.write(facts, leftMs),
        }),
    }),
  },
  {
    name: 'record-not-taken-and-answered',
    what: 'an answer leaves although its record was not taken',
    breaks: ['I10'],
    within: 60,
    mistakes: () => ({
      auditor: (right) =>
        changed(right, {
          lacks: () => [],
          write: (...given: Parameters<typeof right.write>) => right.write(...given).then(() => true),
        }),
    }),
  },
  {
    name: 'everybody-may-ask',
    what: 'nobody is held against the register',
    breaks: ['Q2'],
    within: 3,
    mistakes: () => ({ admitsAll: true }),
  },
  {
    name: 'question-counted-twice',
    what: 'a question is counted twice',
    breaks: ['I12'],
    within: 3,
    mistakes: () => ({ counting: (name) => (name === 'inquiries_total' ? 2 : 1) }),
  },
  {
    name: 'person-in-a-header',
    what: 'the person asked about stands in a header',
    breaks: ['I9'],
    within: 3,
    mistakes: () => ({
      codec: (right) => ({
        ...right,
        inquiry(inquiry, routing) {
          const message = right.inquiry(inquiry, routing);
          const headers = { ...message.headers, about: inquiry.general.personidentitet };
          return { ...message, headers };
        },
      }),
    }),
  },
  {
    name: 'person-as-key',
    what: 'questions are spread by the person',
    breaks: ['I9'],
    within: 3,
    mistakes: () => ({
      codec: (right) => ({
        ...right,
        inquiry: (inquiry, routing) => ({
          ...right.inquiry(inquiry, routing),
          key: inquiry.general.personidentitet,
        }),
      }),
    }),
  },
  {
    name: 'headers-not-sealed',
    what: 'what stands beside a payload is not bound to it',
    breaks: ['I3', 'I4', 'I7', 'I8', 'I11', 'C', 'Q1'],
    within: 400,
    mistakes: () => ({
      sealer: (right) => ({
        seal: (plain) => right.seal(plain, ''),
        open: (value, keyId) => right.open(value, keyId, ''),
      }),
    }),
  },
  {
    name: 'asked-with-half-the-time',
    what: 'the aggregator is given a quarter of its time',
    breaks: ['Q1'],
    within: 30,
    mistakes: () => ({ times: (right) => ({ ...right, aggregatorMs: Math.floor(right.deadlineMs / 40) }) }),
  },
];
