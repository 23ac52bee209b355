import { v7 as newId } from 'uuid';
import type { Bastjanst } from '@ssbtek/bastjanst-kit';
import { INQUIRY_TOPIC, workerGroup } from '@ssbtek/messaging';
import { guardCalls, type GuardedCall } from '@ssbtek/resilience';
import type { Role, RoleContext } from '@ssbtek/runtime';
import {
  agencySettings,
  breakerValues,
  particularSettings,
  timeMistakes,
  timeSettings,
  timeValues,
  urlSettings,
  type AgencyValues,
} from '@ssbtek/shell-settings';
import { BusServer, consumerHealth, showConsumption, startMicroservice } from '@ssbtek/shell-transport';
import type { Telemetry } from '@ssbtek/telemetry';
import { FreshFiles } from '@ssbtek/watched-files';
import { AgencyCaller } from './agency-caller';
import { WorkerModule } from './module';
import { agencyTls, agencyTlsMistakes } from './tls';
import { Worker } from './worker';

/** Largest answer of an agency, bytes (architecture 11). */
const MAX_ANSWER_BYTES = 2 * 1024 * 1024;

/** Options for a worker that runs beside others. */
export interface WorkerOptions {
  /** Address to use for a protocol whose variable is unset: the simulator in all-in-one. */
  readonly defaultUrl?: (kod: string, simulatorPath: string) => string;
}

const settingsOf = (bastjanst: Bastjanst) => ({
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
    needsBus: true,
    check: (values) => [
      ...timeMistakes(timeValues(values, values.timeoutMs), `SSBTEK_AGENCY_${kod.toUpperCase()}_TIMEOUT_MS`),
      ...addressMistakes(bastjanst, urlsOf(bastjanst, values, options)),
      ...agencyTlsMistakes(kod, values),
    ],
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
  const { values, bus, codec, telemetry } = context;
  const files = new FreshFiles(telemetry);
  const caller = callerOf(bastjanst, context, options, files);
  const worker = new Worker({
    kod,
    agencyMs: timeValues(values, values.timeoutMs).agencyMs,
    bus,
    codec,
    telemetry,
    ask: (inquiry, budgetMs, origin) => caller.ask(inquiry, budgetMs, origin),
    test: (budgetMs, origin) => caller.test(budgetMs, origin),
  });
  const group = workerGroup(kod);
  const server = new BusServer(bus, { group, maxInFlight: values.maxInFlight, finishesBegun: true });
  showConsumption(telemetry.metrics, server, group, INQUIRY_TOPIC);
  telemetry.metrics.gauge('agency_concurrency_limit', values.maxInFlight, { agency: kod });
  const app = await startMicroservice(WorkerModule.around(worker), server);
  return {
    health: consumerHealth(server),
    async stop() {
      await app.close();
      files.close();
      await caller.close();
    },
  };
}

function callerOf(
  bastjanst: Bastjanst,
  { values, telemetry }: Context,
  options: WorkerOptions,
  files: FreshFiles,
): AgencyCaller {
  const { descriptor, protocols } = bastjanst;
  const { kod } = descriptor;
  const urls = urlsOf(bastjanst, values, options);
  for (const { urlVariable, name } of protocols)
    if (!urls[urlVariable])
      telemetry.log.warn('no address is configured for a protocol of the agency', {
        agency: kod,
        reason: name,
      });
  const tls = agencyTls(kod, values, files, telemetry, (renewed) => caller.renew(renewed));
  const http = {
    connectMs: timeValues(values, values.timeoutMs).connectMs,
    maxBytes: MAX_ANSWER_BYTES,
    maxConnections: values.maxInFlight,
    ...(tls && { tls: tls.current() }),
  };
  const given = values as Readonly<Record<string, unknown>>;
  const settings = Object.fromEntries(descriptor.settings.map(({ key }) => [key, String(given[key])]));
  const onRetries = (count: number): void =>
    telemetry.metrics.count('agency_retries_total', { agency: kod }, count);
  const { maintenance } = values;
  const { tracer } = telemetry;
  const access = { urls, http, settings, newId, onRetries, maintenance, tracer };
  const caller = new AgencyCaller(bastjanst, access, guardFor(kod, values, telemetry));
  return caller;
}

function guardFor(agency: string, values: AgencyValues, { log, metrics }: Telemetry): GuardedCall {
  const guard: GuardedCall = guardCalls(agency, breakerValues(values), {
    changed: (state) => {
      metrics.count('breaker_transitions_total', { agency, state });
      log.warn('breaker changed', { agency, reason: state });
    },
    notPermitted: () => metrics.count('breaker_not_permitted_total', { agency }),
  });
  metrics.gaugeFrom('breaker_state', () =>
    (['closed', 'open', 'half-open'] as const).map((state) => ({
      value: guard.state() === state ? 1 : 0,
      labels: { agency, state },
    })),
  );
  return guard;
}

type Urls = Readonly<Record<string, string | undefined>>;

function urlsOf({ descriptor, protocols }: Bastjanst, values: object, { defaultUrl }: WorkerOptions): Urls {
  const given = values as Urls;
  return Object.fromEntries(
    protocols.map(({ urlVariable, simulatorPath }) => [
      urlVariable,
      given[urlVariable] ?? defaultUrl?.(descriptor.kod, simulatorPath),
    ]),
  );
}

function addressMistakes({ protocols }: Bastjanst, urls: Urls): string[] {
  if (protocols.some(({ urlVariable }) => urls[urlVariable])) return [];
  return [`${protocols.map((p) => p.urlVariable).join(' or ')} must be set to the agency's address.`];
}
