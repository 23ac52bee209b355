import { randomBytes } from 'node:crypto';
import { v7 as newId } from 'uuid';
import { integer } from '@ssbtek/config';
import { ByteBudget } from '@ssbtek/core';
import { mostDocuments, type Bastjanst } from '@ssbtek/bastjanst-kit';
import {
  INQUIRY_TOPIC,
  LARGEST_ANSWER_BYTES,
  type OpenedInquiries,
  type Incoming,
  type MeshCodec,
  sizeMistakes,
  watchedWrites,
  workerGroup,
} from '@ssbtek/messaging';
import type { Role, RoleContext } from '@ssbtek/runtime';
import {
  MEMORY_SHARE_TEXT,
  agencySettings,
  breakerValues,
  defaultMaxBytes,
  particularSettings,
  timeMistakes,
  timeSettings,
  timeValues,
  urlSettings,
} from '@ssbtek/shell-settings';
import { consumerHealth, showConsumption, startMicroservice } from '@ssbtek/shell-transport';
import { FreshFiles } from '@ssbtek/watched-files';
import { AgencyCaller, type EndedCall } from './agency-caller';
import { callsShown } from './calls-shown';
import { WorkerModule } from './module';
import { questionsOf } from './questions';
import { servicesOf, type Urls } from './services';
import { StatusTeller } from './status-teller';
import { agencyTls, agencyTlsMistakes } from './tls';
import { Worker } from './worker';

/** Options for a worker that runs beside others. */
export interface WorkerOptions {
  /** A protocol whose variable is unset is asked of the simulator that has started before in this process. */
  readonly simulated?: boolean;
  /** How many workers share the process, and its memory; 1 when left out. */
  readonly workers?: number;
  /** What the workers of the process have opened for each other. */
  readonly opened?: OpenedInquiries;
}

const ownSettings = {
  maxBytes: integer('SSBTEK_WORKER_MAX_BYTES', {
    min: 32 * 1024 * 1024,
    max: 1_000_000_000_000,
    unit: 'bytes',
    derived: `${MEMORY_SHARE_TEXT}; workers in one process share it`,
    description:
      'Bytes of questions and of answers held at the same time per worker. Questions then wait in Kafka; an answer that does not fit becomes error 2001.',
  }),
};

const settingsOf = (bastjanst: Bastjanst) => ({
  ...ownSettings,
  ...timeSettings,
  ...agencySettings(bastjanst),
  ...urlSettings(bastjanst),
  ...particularSettings(bastjanst),
});

/** The worker of one agency. */
export function workerRole(
  bastjanst: Bastjanst,
  options: WorkerOptions = {},
): Role<ReturnType<typeof settingsOf>> {
  const { kod } = bastjanst.descriptor;
  return {
    name: `worker-${kod}`,
    settings: settingsOf(bastjanst),
    owns: [`SSBTEK_AGENCY_${kod.toUpperCase()}_`, 'SSBTEK_BREAKER_', 'SSBTEK_WORKER_'],
    needsBus: true,
    checks: (values) => [
      () =>
        timeMistakes(timeValues(values, values.timeoutMs), `SSBTEK_AGENCY_${kod.toUpperCase()}_TIMEOUT_MS`),
      () => (options.simulated ? [] : addressMistakes(bastjanst, urlsOf(bastjanst, values))),
      () => agencyTlsMistakes(kod, values),
      () => sizeMistakes({ [kod]: mostDocuments(bastjanst) }),
    ],
    stopMs: (values) => timeValues(values).aggregatorMs,
    start: (context) => startWorker(bastjanst, context, options),
  };
}

type Context = RoleContext<ReturnType<typeof settingsOf>>;

async function startWorker(
  bastjanst: Bastjanst,
  context: Context,
  options: WorkerOptions,
): ReturnType<Role['start']> {
  const { kod } = bastjanst.descriptor;
  const { values, telemetry } = context;
  const bus = watchedWrites(context.bus);
  const files = new FreshFiles(telemetry);
  const { maintenance } = values;
  const teller = new StatusTeller({ kod, instance: context.instance, maintenance, bus: context.bus });
  const caller = callerOf(bastjanst, context, options, { files, teller });
  const maxBytes = values.maxBytes ?? Math.floor(defaultMaxBytes() / (options.workers ?? 1));
  const worker = new Worker({
    budget: new ByteBudget(maxBytes),
    kod,
    agencyMs: timeValues(values, values.timeoutMs).agencyMs,
    bus,
    codec: sharedCodec(context, options),
    telemetry,
    ask: (inquiry, time, origin) => caller.ask(inquiry, time, origin),
    test: (time, origin) => caller.test(time, origin),
  });
  const server = questionsOf(kod, bus, {
    maxInFlight: values.maxInFlight,
    maxBytesInFlight: maxBytes,
    stopWaitMs: timeValues(values).aggregatorMs,
  });
  showConsumption(telemetry.metrics, server, workerGroup(kod), INQUIRY_TOPIC);
  telemetry.metrics.gauge('agency_concurrency_limit', values.maxInFlight, { agency: kod });
  const app = await startMicroservice(WorkerModule.around(worker), server);
  return {
    health: consumerHealth(server, bus),
    async stop() {
      const told = teller.leave();
      await app.close();
      await told;
      files.close();
      await caller.close();
    },
  };
}

/** A codec that opens a question only where no other worker of this process has. */
function sharedCodec({ codec }: Context, { opened }: WorkerOptions): MeshCodec {
  return opened ? { ...codec, readInquiry: (message: Incoming) => opened.read(codec, message) } : codec;
}

function callerOf(
  bastjanst: Bastjanst,
  { values, telemetry, addresses }: Context,
  { simulated }: WorkerOptions,
  { files, teller }: { readonly files: FreshFiles; readonly teller: StatusTeller },
): AgencyCaller {
  const { descriptor, protocols } = bastjanst;
  const { kod } = descriptor;
  const urls = urlsOf(bastjanst, values, simulated ? addresses['simulator'] : undefined);
  for (const { urlVariable, name } of protocols)
    if (!urls[urlVariable])
      telemetry.log.warn('no address is configured for a protocol of the agency', {
        agency: kod,
        reason: name,
      });
  const tls = agencyTls(kod, values, files, telemetry, (renewed) => caller.renew(renewed));
  const http = {
    connectMs: timeValues(values, values.timeoutMs).connectMs,
    maxBytes: LARGEST_ANSWER_BYTES,
    maxConnections: values.maxInFlight,
    ...(tls && { tls: tls.current() }),
  };
  const given = values as Readonly<Record<string, unknown>>;
  const settings = Object.fromEntries(descriptor.settings.map(({ key }) => [key, String(given[key])]));
  const { maintenance } = values;
  const { tracer } = telemetry;
  const newToken = (): string => randomBytes(16).toString('hex');
  const shown = callsShown(kod, telemetry);
  const ended = (call: EndedCall): void => {
    shown(call);
    teller.ended(call);
  };
  const access = { settings, newId, newToken, maintenance, tracer, ended };
  const breaker = breakerValues(values);
  const services = servicesOf(bastjanst, urls, http, breaker, telemetry, () => teller.soon());
  teller.begin(services);
  const caller = new AgencyCaller(bastjanst, access, services);
  return caller;
}

/** Addresses by their variable: those that are set, else those of a simulator where there is one. */
function urlsOf({ descriptor, protocols }: Bastjanst, values: object, simulator?: string): Urls {
  const given = values as Urls;
  return Object.fromEntries(
    protocols.map(({ urlVariable, simulatorPath }) => [
      urlVariable,
      given[urlVariable] ?? (simulator && `${simulator}/${descriptor.kod}${simulatorPath}`),
    ]),
  );
}

function addressMistakes({ protocols }: Bastjanst, urls: Urls): string[] {
  if (protocols.some(({ urlVariable }) => urls[urlVariable])) return [];
  return [`${protocols.map((p) => p.urlVariable).join(' or ')} must be set to the agency's address.`];
}
