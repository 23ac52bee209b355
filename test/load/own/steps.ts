import { randomBytes, randomUUID } from 'node:crypto';
import { protocolFor, simulate, type AgencyResponse, type Bastjanst } from '@ssbtek/bastjanst-kit';
import { BASTJANSTER, bastjanstOf } from '@ssbtek/bastjanst-registry';
import { contractVersion } from '@ssbtek/contract-versions';
import { forAgency, type AgencyInquiry, type Outcome } from '@ssbtek/core';
import {
  aesSealer,
  meshCodec,
  readRouting,
  type Incoming,
  type Outgoing,
  type Routing,
} from '@ssbtek/messaging';
import { produceBody, readBatches } from '@ssbtek/messaging-kafka/driver';
import { personsInTurn } from '../load/persons.ts';
import { ELEMENTS, Question } from '../load/question.ts';

// What the mesh's own code takes for an inquiry, warm, in one process: without Kafka, HTTP, the framework, metrics and logs.
// Prints microseconds by step. Run by run.ts.

const WARM = 1500;
const MEASURED = 3000;
/** Agencies' answers are made once for each. */
const PERSONS = 64;
const PARTITION = 3;
const BUDGET_MS = 24_000;
/** In front of the only batch of a produce request: the request's own fields, the topic's, the partition's. */
const BEFORE_BATCH = { request: 12, topic: 6, partition: 8 };

const found = <T>(value: T | undefined, what: string): T => {
  if (value === undefined) throw new Error(`${what} is not there`);
  return value;
};

/** Agencies repeat identifiers: their answers fit the next question about a person only if those are always the same. */
const [id, token] = [randomUUID(), randomBytes(16).toString('hex')];
const CONTEXT = { now: new Date(), newId: () => id, newToken: () => token };
const SETTINGS = new Map(
  BASTJANSTER.map(({ descriptor: { kod, settings } }) => [
    kod,
    Object.fromEntries(settings.map((one) => [one.key, one.default])),
  ]),
);
const version = found(contractVersion('v10'), 'v10');
const codec = meshCodec(aesSealer({ active: 'a', keys: new Map([['a', randomBytes(32)]]) }));
const question = new Question(ELEMENTS);
const people = Array.from({ length: PERSONS }, personsInTurn());
const ids = people.map(() => randomUUID());
const answers = new Map<string, AgencyResponse>();

const spent = new Map<string, number>();

const since = (startedAt: number, step: string): void =>
  void spent.set(step, (spent.get(step) ?? 0) + performance.now() - startedAt);

function timed<T>(step: string, work: () => T): T {
  const startedAt = performance.now();
  const result = work();
  since(startedAt, step);
  return result;
}

const received = ({ topic, key, headers, value }: Outgoing): Incoming => ({
  ...{ topic, key, headers, value },
  partition: PARTITION,
  offset: 1n,
  appendedAt: Date.now(),
});

/** What a worker does between a question and its reply. */
function worked(kod: string, message: Incoming): Outgoing {
  const bastjanst = found(bastjanstOf(kod), kod);
  const [routing, inquiry] = timed('worker: open the question', () => [
    readRouting(message),
    found(forAgency(codec.readInquiry(message), kod), kod),
  ]);
  const outcome = askedAbout(bastjanst, inquiry);
  return timed('worker: seal the reply', () =>
    codec.partial({ inquiryId: routing.inquiryId, kod, outcome }, routing),
  );
}

/** No agency is asked in parts by v10. */
function askedAbout(bastjanst: Bastjanst, inquiry: AgencyInquiry): Outcome {
  const { kod } = bastjanst.descriptor;
  const protocol = found(protocolFor(bastjanst, inquiry), `a protocol of ${kod}`);
  const request = timed(`worker: write the request to ${kod}`, () =>
    protocol.toRequest(inquiry, { ...CONTEXT, settings: found(SETTINGS.get(kod), kod) }),
  );
  const name = `${kod} ${inquiry.general.personidentitet}`;
  const path = `/${protocol.simulatorPath}${request.path}`.replace(/\/+/g, '/').replace(/\/$/, '');
  const response = answers.get(name) ?? simulate(bastjanst, { ...request, path }, CONTEXT).response;
  answers.set(name, response);
  const outcome = timed(`worker: read the answer of ${kod}`, () => protocol.toOutcome(response, inquiry));
  if (outcome.type === 'failure') throw new Error(`${kod}: ${outcome.failure.kind}`);
  return outcome;
}

/** A record on its way to Kafka and back, as both clients write and read it. */
async function carried({ topic, key, headers, value }: Outgoing): Promise<void> {
  const messages = [{ key, value, headers }];
  const topicData = [{ topic, partitions: [{ partition: PARTITION, messages }] }];
  const body = timed('Kafka: write records', () => produceBody({ acks: -1, timeout: 1000, topicData }));
  const { request, topic: ofTopic, partition } = BEFORE_BATCH;
  const batch = body.subarray(request + ofTopic + topic.length + partition);
  const startedAt = performance.now();
  const read = await readBatches(batch, 1n, 1e9, { left: 1e9 });
  since(startedAt, 'Kafka: read records');
  if (read.length !== 1) throw new Error('a record is lost');
}

/** One inquiry, from the bytes of its question to those of its answer. */
async function inquired(n: number): Promise<Uint8Array> {
  const at = n % PERSONS;
  const inquiryId = found(ids[at], 'an id');
  const body = Buffer.from(question.about(found(people[at], 'a person'), `OWN-${at}`));
  const read = timed('ingress: read the question', () => version.readQuestion(body, 'utf-8'));
  if (read.typ !== 'fraga') throw new Error('not a question about a person');
  const { general, fragor } = read;
  const agencies = Object.keys(fragor);
  const routing: Routing = {
    ...{ inquiryId, agencies },
    budgetMs: BUDGET_MS,
    replyPartition: PARTITION,
    askedAt: Date.now(),
  };
  const [opened, asking] = timed('ingress: seal question and announcement', () => [
    codec.opened(routing),
    codec.inquiry({ inquiryId, general, fragor }, routing),
  ]);
  const replies = agencies.map((kod) => worked(kod, received(asking)));
  const composite = joined(opened, replies, routing);
  for (const message of [opened, asking, ...replies, composite]) await carried(message);
  const answer = timed('ingress: open the composite', () => codec.readComposite(received(composite)));
  return timed('ingress: write the answer', () => version.writeAnswer(read, answer));
}

function joined(opened: Outgoing, replies: readonly Outgoing[], routing: Routing): Outgoing {
  const outcomes = timed('aggregator: open replies', () => {
    codec.readOpened(received(opened));
    return replies.map(received).map((message) => {
      readRouting(message);
      const { kod, outcome } = codec.readPartial(message);
      return { kod, outcome };
    });
  });
  const { inquiryId } = routing;
  return timed('aggregator: seal the composite', () => codec.composite({ inquiryId, outcomes }, routing));
}

for (let n = 0; n < WARM; n += 1) await inquired(n);
spent.clear();
for (let n = 0; n < MEASURED; n += 1) await inquired(n);
const steps = Object.fromEntries([...spent].map(([step, ms]) => [step, (ms * 1000) / MEASURED]));
process.stdout.write(`${JSON.stringify(steps)}\n`);
