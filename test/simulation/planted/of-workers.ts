import { INQUIRY_TOPIC, workerGroup, type Incoming } from '@ssbtek/messaging';
import { guardCalls } from '@ssbtek/resilience';
import { Worker, type Service } from '@ssbtek/shell-worker/parts';
import { KODER } from '../mesh/plain-documents.ts';
import type { Surroundings } from '../mesh/mistakes.ts';
import { changed, type Planted } from './kind.ts';

type Services = ReadonlyMap<string, Service>;

/** Services whose clients send otherwise. */
const sending =
  (send: (right: Service['client'], ...given: Parameters<Service['client']['send']>) => unknown) =>
  (right: Services): Services =>
    new Map(
      [...right].map(([name, service]) => [
        name,
        {
          ...service,
          client: changed(service.client, {
            send: (...given: Parameters<Service['client']['send']>) => send(service.client, ...given),
          }),
        },
      ]),
    );

export const OF_WORKERS: readonly Planted[] = [
  {
    name: 'done-before-the-reply',
    what: 'a question counts as done before its reply is acknowledged',
    breaks: ['I8', 'I11', 'Q1'],
    within: 60,
    mistakes: () => ({
      questions: (right) =>
        changed(right, {
          handle(message: Incoming) {
            right.handle(message).catch(() => undefined);
            return Promise.resolve();
          },
        }),
    }),
  },
  {
    name: 'watermark-one-too-far',
    what: 'one message more than is done is committed',
    breaks: ['Q1', 'I8'],
    within: 300,
    mistakes: () => {
      const seen = new Map<string, bigint>();
      return {
        committed(broker) {
          for (const kod of KODER) {
            const { committed } = broker.topic(INQUIRY_TOPIC).group(workerGroup(kod));
            for (const [partition, offset] of committed) {
              const place = `${kod} ${partition}`;
              if (seen.get(place) === offset) continue;
              seen.set(place, offset + 1n);
              committed.set(partition, offset + 1n);
            }
          }
        },
      };
    },
  },
  {
    name: 'nothing-handed-over',
    what: 'what is begun is not handed over when replicas come and go',
    breaks: ['I8'],
    within: 60,
    mistakes: () => ({
      reading: (right, { host }) =>
        host.role === 'aggregator'
          ? right
          : changed(right, {
              consume: (options: Parameters<typeof right.consume>[0]) =>
                right.consume({ ...options, finishesBegun: false }),
            }),
    }),
  },
  {
    name: 'nothing-remembered',
    what: 'a worker does not know what it has begun',
    breaks: ['I8'],
    within: 120,
    mistakes: () => {
      const made = new WeakMap<Surroundings, ConstructorParameters<typeof Worker>[0]>();
      return {
        worker(right, around) {
          made.set(around, right);
          return right;
        },
        questions: (right, around) =>
          changed(right, {
            handle(message: Incoming) {
              const deps = made.get(around);
              return (deps ? new Worker(deps) : right).handle(message);
            },
          }),
      };
    },
  },
  {
    name: 'asked-twice',
    what: 'an agency is asked twice, to be sure',
    breaks: ['I8'],
    within: 3,
    mistakes: () => ({
      worker: (right) => ({
        ...right,
        ask(...given) {
          void right.ask(...given);
          return right.ask(...given);
        },
      }),
    }),
  },
  {
    name: 'asked-again-after-a-reset',
    what: 'a call is made again though something had been sent',
    breaks: ['I8'],
    within: 120,
    mistakes: () => ({
      services: sending(async (right, ...given) => {
        const first = await right.send(...given);
        const isReset = 'failure' in first && first.failure.kind === 'connection';
        return isReset ? right.send(...given) : first;
      }),
    }),
  },
  {
    name: 'time-that-stands-still',
    what: 'a worker believes that no time has passed since the question was asked',
    breaks: ['I7'],
    within: 120,
    mistakes: () => ({
      worker(right) {
        const clock = { now: () => 0 };
        return { ...right, bus: changed(right.bus, { clock }) };
      },
    }),
  },
  {
    name: 'deadline-by-the-local-clock',
    what: "a worker counts in its own clock instead of the broker's",
    breaks: ['I7', 'Q1'],
    within: 200,
    mistakes: () => ({
      worker: (right) => ({ ...right, bus: changed(right.bus, { clock: { now: () => Date.now() } }) }),
    }),
  },
  {
    name: 'person-of-the-question-before',
    what: 'an agency is asked about the person of the question before',
    breaks: ['I3', 'I7'],
    within: 3,
    mistakes: () => {
      let before: string | undefined;
      return {
        worker: (right) => ({
          ...right,
          ask(inquiry, ...how) {
            const { personidentitet } = inquiry.general;
            const general = { ...inquiry.general, personidentitet: before ?? personidentitet };
            before = personidentitet;
            return right.ask({ ...inquiry, general }, ...how);
          },
        }),
      };
    },
  },
  {
    name: 'answer-of-the-call-before',
    what: 'a call is given the answer to the one before it',
    breaks: ['I3', 'Q1'],
    within: 20,
    mistakes: () => {
      let before: unknown;
      return {
        bastjanst: (right) => ({
          ...right,
          protocols: right.protocols.map((protocol) =>
            changed(protocol, {
              toOutcome(...given: Parameters<typeof protocol.toOutcome>) {
                const own = protocol.toOutcome(...given);
                const other = before ?? own;
                before = own;
                return other;
              },
            }),
          ),
        }),
      };
    },
  },
  {
    name: 'other-person-not-noticed',
    what: 'nobody looks whether an answer is about the person asked about',
    breaks: ['I3'],
    within: 120,
    mistakes: () => ({
      bastjanst: (right) => ({
        ...right,
        protocols: right.protocols.map((protocol) =>
          changed(protocol, {
            toOutcome(...[response, inquiry, del]: Parameters<typeof protocol.toOutcome>) {
              const own = protocol.toOutcome(response, inquiry, del);
              const isOther =
                own.type === 'failure' && 'reason' in own.failure && own.failure.reason === 'other-person';
              return isOther ? { type: 'data', data: { form: 'binary', content: response.body } } : own;
            },
          }),
        ),
      }),
    }),
  },
  {
    name: 'breaker-shared',
    what: 'all agencies have one breaker',
    breaks: ['Q1'],
    within: 200,
    mistakes: () => {
      const guards = new Map<object, Service['guard']>();
      return {
        services(right, { host }) {
          const { time } = host;
          const shared =
            guards.get(time) ??
            guardCalls('all', { failureRate: 0.5, minCalls: 10, windowMs: 10_000, resetMs: 10_000 });
          guards.set(time, shared);
          return new Map([...right].map(([name, service]) => [name, { ...service, guard: shared }]));
        },
      };
    },
  },
  {
    name: 'call-never-given-up',
    what: 'a call goes on when its time is up',
    breaks: ['I11'],
    within: 60,
    mistakes: () => ({
      services: sending((right, request, _signal, turn, room) =>
        right.send(request, new AbortController().signal, turn, room),
      ),
    }),
  },
  {
    name: 'room-never-given-back',
    what: 'what an answer takes of the memory is never given back',
    breaks: ['I11'],
    within: 3,
    mistakes: () => ({
      worker: (right) => ({ ...right, budget: changed(right.budget, { give: () => undefined }) }),
    }),
  },
  {
    name: 'skipped-and-not-done',
    what: 'a question that does not ask the agency is never done',
    breaks: ['I11', 'Q1'],
    within: 3,
    mistakes: () => ({
      questions: (right, { host }) =>
        changed(right, {
          handle(message: Incoming) {
            const asked = message.headers['ssbtek_agencies']?.split(',') ?? [];
            const isAsked = asked.includes(host.role.slice('worker-'.length));
            return isAsked ? right.handle(message) : new Promise<void>(() => undefined);
          },
        }),
    }),
  },
  {
    name: 'person-in-the-log',
    what: 'the person asked about stands in the log',
    breaks: ['I9'],
    within: 3,
    mistakes: () => ({
      worker: (right) => ({
        ...right,
        ask(inquiry, ...how) {
          right.telemetry.log.info('asked', { reason: inquiry.general.personidentitet });
          return right.ask(inquiry, ...how);
        },
      }),
    }),
  },
  {
    name: 'calls-counted-twice',
    what: 'a call to an agency is counted twice',
    breaks: ['I12'],
    within: 3,
    mistakes: () => ({ counting: (name) => (name === 'agency_calls_total' ? 2 : 1) }),
  },
  {
    name: 'reply-of-another-question',
    what: 'a reply is sent as the reply to the question before',
    breaks: ['I3', 'Q1'],
    within: 10,
    mistakes: () => {
      let before = '';
      return {
        codec: (right, { host }) =>
          host.role !== 'worker-csn'
            ? right
            : {
                ...right,
                partial(reply, routing) {
                  const inquiryId = before || routing.inquiryId;
                  before = routing.inquiryId;
                  return right.partial({ ...reply, inquiryId }, { ...routing, inquiryId });
                },
              },
      };
    },
  },
];
