import { auditKeys } from '@ssbtek/audit';
import type { Bastjanst } from '@ssbtek/bastjanst-kit';
import type { ContractVersion } from '@ssbtek/contract-version';
import { ByteBudget, defaultBudget } from '@ssbtek/core';
import {
  aesSealer,
  ANSWER_TOPIC,
  INQUIRY_TOPIC,
  meshCodec,
  REPLY_TOPIC,
  watchedWrites,
  type Incoming,
  type MeshCodec,
  type MessageBus,
  type WatchedBus,
} from '@ssbtek/messaging';
import { admit, type Register } from '@ssbtek/parties';
import { Aggregator, repliesOf } from '@ssbtek/shell-aggregator/parts';
import { answersOf, auditor, Doors, Ingress, partitionOf, type Auditor } from '@ssbtek/shell-ingress/parts';
import { AgencyCaller, callsShown, questionsOf, servicesOf, Worker } from '@ssbtek/shell-worker/parts';
import { consumerHealth, type BusServer } from '@ssbtek/shell-transport';
import type { Agencies } from './agencies.ts';
import { asMade, type Surroundings } from './mistakes.ts';

/** A running process. */
export interface Process {
  ready(): boolean;
  /** Ends in good order, as the role does. */
  stop(): Promise<void>;
  /** What it still holds, by name; all 0 when nothing is under way. */
  held(): Readonly<Record<string, number>>;
}

const AUDIT_KEYS = auditKeys({
  active: 'audit',
  keys: new Map([['audit', Uint8Array.from({ length: 32 }, (_, at) => (at * 37 + 11) & 255)]]),
});

const listening = (server: BusServer): Promise<void> =>
  new Promise((resolve, reject) =>
    server.listen((error) => {
      if (error === undefined) resolve();
      else reject(new Error('it does not listen', { cause: error }));
    }),
  );

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function connected(around: Surroundings): { readonly bus: WatchedBus; readonly codec: MeshCodec } {
  const { client, chance, keys, mistakes } = around;
  const bus: MessageBus = asMade(mistakes.bus, client, around);
  const sealer = aesSealer(keys, (count) => chance.bytes(count));
  const codec = meshCodec(asMade(mistakes.sealer, sealer, around));
  return { bus: watchedWrites(bus), codec: asMade(mistakes.codec, codec, around) };
}

/** The two ways into an ingress. */
export interface IngressProcess extends Process {
  readonly doors: Doors;
  readonly budget: ByteBudget;
}

export async function ingressProcess(
  around: Surroundings,
  versions: readonly ContractVersion[],
  register: () => Register,
): Promise<IngressProcess> {
  const { host, telemetry, chance, numbers, client, mistakes } = around;
  const { bus, codec } = connected(around);
  const own = partitionOf(host.name, await bus.partitions(ANSWER_TOPIC));
  const replyPartition = mistakes.partition?.(own) ?? own;
  const plainAudit = auditor(AUDIT_KEYS, bus, host.name, telemetry, (count) => chance.bytes(count));
  const audit: Auditor = asMade(mistakes.auditor, plainAudit, around);
  const budget = new ByteBudget(numbers.maxBytes);
  const { ingressMs, aggregatorMs } = defaultBudget(numbers.deadlineMs);
  const ingress = new Ingress({
    ...{ bus, codec, telemetry, replyPartition, budget, auditor: audit },
    ...asMade(mistakes.times, { deadlineMs: ingressMs, aggregatorMs }, around),
    maxInFlight: numbers.ingressInFlight,
    admit: (caller, claim) => (mistakes.admitsAll ? undefined : admit(register(), caller, claim)),
    closed: () => undefined,
    linkCallers: false,
  });
  const doors = new Doors(asMade(mistakes.ingress, ingress, around), versions, { open: () => versions });
  const server = answersOf(bus, host.name, own);
  server.addHandler(ANSWER_TOPIC, (message: Incoming) => ingress.deliver(message), true);
  await listening(server);
  let draining = false;
  const health = consumerHealth(server, bus, () => [...(draining ? ['stops'] : []), ...audit.lacks()]);
  return {
    doors,
    budget,
    ready: () => health.ready(),
    async stop() {
      draining = true;
      await sleep(2500);
      while (ingress.inFlight > 0) await sleep(20);
      await server.close();
      await audit.close();
      await client.close();
    },
    held: () => ({ questions: ingress.inFlight, bytes: budget.held, messages: inFlight(server) }),
  };
}

const inFlight = (server: BusServer): number =>
  server.running().reduce((sum, consumption) => sum + consumption.inFlight(), 0);

export async function workerProcess(
  around: Surroundings,
  bastjanst: Bastjanst,
  agencies: Agencies,
): Promise<Process> {
  const { host, telemetry, chance, numbers, client, mistakes } = around;
  const { kod } = bastjanst.descriptor;
  const { bus, codec } = connected(around);
  const open = { calls: 0 };
  const { agencyMs, connectMs, aggregatorMs } = defaultBudget(numbers.deadlineMs);
  const urls = Object.fromEntries(
    bastjanst.protocols.map(({ urlVariable }) => [urlVariable, 'http://agency/']),
  );
  const http = { connectMs, maxBytes: 2 ** 21, maxConnections: numbers.workerInFlight };
  const breaker = { failureRate: 0.5, minCalls: 10, windowMs: 10_000, resetMs: 10_000 };
  // The address tells nothing here: each protocol has the client that is asked for next.
  const protocols = [...bastjanst.protocols];
  const services = servicesOf(
    bastjanst,
    urls,
    http,
    breaker,
    telemetry,
    () => undefined,
    (settings) => agencies.client(host, kod, protocols.shift()?.name ?? '', settings, open),
  );
  const caller = new AgencyCaller(
    bastjanst,
    {
      settings: Object.fromEntries(bastjanst.descriptor.settings.map((one) => [one.key, one.default])),
      newId: () => chance.hex(32),
      newToken: () => chance.hex(32),
      maintenance: numbers.maintenance.includes(kod),
      tracer: telemetry.tracer,
      ended: callsShown(kod, telemetry),
    },
    asMade(mistakes.services, services, around),
  );
  const budget = new ByteBudget(numbers.maxBytes);
  const deps = asMade(
    mistakes.worker,
    {
      ...{ kod, bus, codec, telemetry, budget, agencyMs },
      ask: caller.ask.bind(caller),
      test: caller.test.bind(caller),
    },
    around,
  );
  const worker = asMade(mistakes.questions, new Worker(deps), around);
  const server = questionsOf(kod, asMade(mistakes.reading, bus, around), {
    maxInFlight: numbers.workerInFlight,
    maxBytesInFlight: numbers.maxBytes,
    stopWaitMs: aggregatorMs,
  });
  server.addHandler(INQUIRY_TOPIC, (message: Incoming) => worker.handle(message), true);
  await listening(server);
  const health = consumerHealth(server, bus);
  return {
    ready: () => health.ready(),
    async stop() {
      await server.close();
      await caller.close();
      await client.close();
    },
    held: () => ({
      calls: open.calls,
      bytes: budget.held,
      messages: inFlight(server),
      requests: telemetry.gauge('agency_requests_in_flight'),
    }),
  };
}

export async function aggregatorProcess(around: Surroundings): Promise<Process> {
  const { telemetry, numbers, client, mistakes } = around;
  const { bus, codec } = connected(around);
  const aggregator = asMade(
    mistakes.aggregator,
    new Aggregator(asMade(mistakes.joining, bus, around), codec, telemetry, numbers.maxBytes),
    around,
  );
  const server = repliesOf(asMade(mistakes.reading, bus, around), aggregator, numbers.aggregatorInFlight);
  server.addHandler(REPLY_TOPIC, (message: Incoming) => aggregator.handle(message), true);
  await listening(server);
  const health = consumerHealth(server, bus);
  return {
    ready: () => health.ready(),
    async stop() {
      aggregator.stop();
      await server.close();
      await client.close();
    },
    held: () => ({
      joins: telemetry.gauge('joins_open'),
      bytes: telemetry.gauge('held_bytes'),
      messages: inFlight(server),
    }),
  };
}
