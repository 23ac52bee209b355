import { setTimeout as sleep } from 'node:timers/promises';
import { choice, integer, text } from '@ssbtek/config';
import type { ContractVersion } from '@ssbtek/contract-version';
import { ANSWER_TOPIC, ingressGroup } from '@ssbtek/messaging';
import type { Role, RoleContext, RunningRole } from '@ssbtek/runtime';
import { ANY_AGENCY_TIMEOUT, timeMistakes, timeSettings, timeValues } from '@ssbtek/shell-settings';
import { BusServer, consumerHealth, showConsumption } from '@ssbtek/shell-transport';
import { auditor, NO_AUDITOR, type Auditor } from './audit/auditor';
import { auditKeysOf, auditMistakes, auditSettings } from './audit/settings';
import { closingDates, closingMistakes, closingSettings, type ClosingSettings } from './closing-settings';
import { Closings } from './closings';
import { Doors } from './doors';
import { ingressApplication } from './http-server';
import { Ingress } from './ingress';
import { IngressModule } from './module';
import { partitionOf } from './partition';
import { ShsDoor } from './shs-door';
import { SHS_PATH } from './shs-http';
import { productsOf, shsMistakes, shsSettings, type ShsSettings } from './shs-settings';
import { tlsMistakes, tlsSettings } from './tls-settings';
import { whoAsks, type WhoAsks } from './who-asks';

const settings = {
  ...timeSettings,
  host: text('SSBTEK_HOST', {
    default: '127.0.0.1',
    description: 'Address the process listens on; 0.0.0.0 in a container.',
  }),
  port: integer('SSBTEK_HTTP_PORT', {
    default: 8080,
    min: 0,
    max: 65_535,
    description: 'Port of the SOAP endpoint; 0 takes a free one.',
  }),
  maxInFlight: integer('SSBTEK_MAX_IN_FLIGHT', {
    default: 1000,
    min: 1,
    max: 100_000,
    description:
      'Questions in work at the same time per ingress; more are refused with HTTP 503 and fault 1002.',
  }),
  drainMs: integer('SSBTEK_DRAIN_MS', {
    default: 0,
    min: 0,
    max: 120_000,
    unit: 'ms',
    description:
      'On stop, how long the ingress goes on taking questions after it has said that it is not ready.',
  }),
  tracingCaller: choice('SSBTEK_TRACING_CALLER', {
    of: ['ignore', 'link'],
    default: 'ignore',
    description:
      "What becomes of a caller's own traceparent: link names it in our trace. It never decides what is recorded.",
  }),
  ...tlsSettings,
  ...auditSettings,
};

type IngressSettings = typeof settings & ShsSettings & ClosingSettings;

/** The ingress: a question by SOAP or SHS in, composite answer out. */
export function ingressRole(versions: readonly ContractVersion[]): Role<IngressSettings> {
  return {
    name: 'ingress',
    settings: { ...settings, ...shsSettings(versions), ...closingSettings(versions) },
    needsBus: true,
    check: (values, alone) => [
      ...timeMistakes(timeValues(values), ANY_AGENCY_TIMEOUT),
      ...shsMistakes(versions, values),
      ...closingMistakes(versions, values),
      ...tlsMistakes(values),
      ...auditMistakes(values, alone),
    ],
    start: (context) => startIngress(versions, context),
  };
}

type Context = RoleContext<IngressSettings>;

async function startIngress(versions: readonly ContractVersion[], context: Context): Promise<RunningRole> {
  const { values, bus, telemetry, instance } = context;
  const replyPartition = partitionOf(instance, await bus.partitions(ANSWER_TOPIC));
  const who = whoAsks(values, telemetry);
  const closings = closingsOf(versions, context);
  const audit = auditorOf(context);
  const ingress = ingressOf(context, who, closings, audit, replyPartition);
  const doors = new Doors(ingress, versions, closings);
  const module = IngressModule.around(ingress, doors, shsDoorOf(versions, ingress, who, context));
  const server = answerServer(context, replyPartition);
  showConsumption(telemetry.metrics, server, ingressGroup(instance), ANSWER_TOPIC);
  let draining = false;
  const app = await ingressApplication(module, { server, doors, who, draining: () => draining });
  // The first question shall not wait for what every question needs.
  for (const version of versions) version.warm();
  await app.startAllMicroservices();
  await app.listen(values.port, values.host);
  const scheme = who.tls ? 'https' : 'http';
  const address = (await app.getUrl()).replace(/^http:/, `${scheme}:`).replace('[::1]', '127.0.0.1');
  closings.start();
  const health = consumerHealth(server);
  return {
    health: { ...health, ready: () => !draining && health.ready() && audit.ready() && bus.connected() },
    addresses: {
      ...Object.fromEntries(versions.map(({ name }) => [`ssbtek/${name}`, `${address}/ssbtek/${name}`])),
      shs: `${address}${SHS_PATH}`,
    },
    async stop() {
      draining = true;
      await sleep(values.drainMs);
      app.getHttpServer().close();
      while (ingress.inFlight > 0) await sleep(20);
      await app.close();
      await audit.close();
      closings.stop();
      who.close();
    },
  };
}

function ingressOf(
  { values, bus, codec, telemetry }: Context,
  who: WhoAsks,
  closings: Closings,
  auditor: Auditor,
  replyPartition: number,
): Ingress {
  const times = timeValues(values);
  return new Ingress({
    bus,
    codec,
    telemetry,
    deadlineMs: times.ingressMs,
    aggregatorMs: times.aggregatorMs,
    maxInFlight: values.maxInFlight,
    replyPartition,
    admit: who.admit,
    closed: (version) => closings.faultOf(version),
    linkCallers: values.tracingCaller === 'link',
    auditor,
  });
}

function auditorOf({ values, bus, instance, telemetry }: Context): Auditor {
  const keys = auditKeysOf(values);
  if (!keys) {
    telemetry.log.warn('answers leave without an audit record: SSBTEK_AUDIT is off');
    return NO_AUDITOR;
  }
  if (values.auditKeysFile === undefined)
    telemetry.log.warn('audit records have a key of this process: nobody can verify them once it has ended');
  return auditor(keys, bus, instance, telemetry);
}

const closingsOf = (versions: readonly ContractVersion[], { values, telemetry }: Context): Closings =>
  new Closings({ versions, dates: closingDates(versions, values), telemetry, now: Date.now });

function shsDoorOf(
  versions: readonly ContractVersion[],
  ingress: Ingress,
  { isConnected }: WhoAsks,
  { values, telemetry }: Context,
): ShsDoor {
  const rules = {
    address: values.shsAddress,
    products: productsOf(versions, values),
    ...(isConnected && { mayAsk: isConnected }),
  };
  return new ShsDoor({ ingress, rules, telemetry, now: () => new Date() });
}

/** The reader of this replica's partition of the answer topic. */
const answerServer = ({ bus, instance }: Context, replyPartition: number): BusServer =>
  new BusServer(bus, {
    group: ingressGroup(instance),
    maxInFlight: 10_000,
    pinnedPartition: replyPartition,
    from: 'latest',
    commit: false,
  });
