import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { choice, integer } from '@ssbtek/config';
import type { ContractVersion } from '@ssbtek/contract-version';
import { ByteBudget } from '@ssbtek/core';
import { ANSWER_TOPIC, ingressGroup, sizeMistakes, watchedWrites } from '@ssbtek/messaging';
import { hostSetting, type Role, type RoleContext, type RunningRole } from '@ssbtek/runtime';
import {
  ANY_AGENCY_TIMEOUT,
  MEMORY_SHARE_TEXT,
  defaultMaxBytes,
  timeMistakes,
  timeSettings,
  timeValues,
} from '@ssbtek/shell-settings';
import {
  closingDates,
  closingMistakes,
  closingSettings,
  type ClosingSettings,
} from '@ssbtek/shell-settings/closing';
import { productsOf, shsMistakes, shsSettings, type ShsSettings } from '@ssbtek/shell-settings/shs';
import { consumerHealth, showConsumption } from '@ssbtek/shell-transport';
import { countFromZero } from '@ssbtek/telemetry';
import { answersOf } from './answers';
import { auditor, NO_AUDITOR, type Auditor } from './audit/auditor';
import { auditKeysOf, auditMistakes, auditSettings } from './audit/settings';
import { Closings } from './closings';
import { Doors } from './doors';
import { ingressApplication } from './http-server';
import { Ingress } from './ingress';
import { IngressModule } from './module';
import { partitionOf } from './partition';
import { ShsDoor } from './shs-door';
import { SHS_PATH } from './shs-http';
import { tlsChecks, tlsSettings } from './tls-settings';
import { toldOf } from './told';
import { whoAsks, type WhoAsks } from './who-asks';

const settings = {
  ...timeSettings,
  host: hostSetting,
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
  maxBytes: integer('SSBTEK_INGRESS_MAX_BYTES', {
    min: 64 * 1024 * 1024,
    max: 1_000_000_000_000,
    unit: 'bytes',
    derived: MEMORY_SHARE_TEXT,
    description:
      'Bytes of questions and answers held at the same time per ingress; what does not fit is refused with HTTP 503 and fault 1002.',
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
    owns: [
      'SSBTEK_DRAIN_',
      'SSBTEK_HTTP_',
      'SSBTEK_INGRESS_',
      'SSBTEK_PARTIES_',
      'SSBTEK_SHS_',
      'SSBTEK_TLS_',
      'SSBTEK_VERSION_',
    ],
    needsBus: true,
    checks: (values, surroundings) => [
      () => timeMistakes(timeValues(values), ANY_AGENCY_TIMEOUT),
      () => shsMistakes(versions, values),
      () => closingMistakes(versions, values),
      ...tlsChecks(values),
      () => sizeMistakes(oneDocumentEach(versions)),
      () => auditMistakes(values, surroundings),
    ],
    stopMs: ({ deadlineMs, drainMs }) => drainMs + deadlineMs,
    start: (context) => startIngress(versions, context),
  };
}

/** All that an ingress knows of its agencies' answers: that each is one document at least. */
const oneDocumentEach = (versions: readonly ContractVersion[]): Readonly<Record<string, number>> =>
  Object.fromEntries(versions.flatMap(({ koder }) => koder.map((kod) => [kod, 1])));

type Context = RoleContext<IngressSettings>;

async function startIngress(versions: readonly ContractVersion[], given: Context): Promise<RunningRole> {
  const bus = watchedWrites(given.bus);
  const context = { ...given, bus };
  const { values, telemetry, instance } = context;
  const replyPartition = partitionOf(instance, await bus.partitions(ANSWER_TOPIC));
  const who = whoAsks(values, telemetry);
  const closings = closingsOf(versions, context);
  const audit = auditorOf(context);
  const budget = new ByteBudget(values.maxBytes ?? defaultMaxBytes());
  const ingress = ingressOf(context, who, closings, audit, { replyPartition, budget });
  const doors = new Doors(ingress, versions, closings);
  const module = IngressModule.around(ingress, doors, shsDoorOf(versions, ingress, who, context));
  const server = answersOf(bus, instance, replyPartition);
  showConsumption(telemetry.metrics, server, ingressGroup(instance), ANSWER_TOPIC);
  for (const agency of Object.keys(oneDocumentEach(versions)))
    telemetry.metrics.gauge('agency_offered', 1, { agency });
  for (const { name } of versions) countFromZero(telemetry.metrics, 'inquiries_total', { version: name });
  countFromZero(telemetry.metrics, 'probes_total');
  let draining = false;
  const told = toldOf(telemetry, audit);
  const parts = { server, doors, who, budget, ...told, draining: () => draining };
  const app = await ingressApplication(module, parts);
  // The first question shall not wait for what every question needs.
  for (const version of versions) version.warm();
  await app.startAllMicroservices();
  await app.listen(values.port, values.host);
  const scheme = who.tls ? 'https' : 'http';
  const address = (await app.getUrl()).replace(/^http:/, `${scheme}:`).replace('[::1]', '127.0.0.1');
  closings.start();
  const lacks = () => [
    ...(draining ? ['it is about to stop'] : []),
    ...(app.getHttpServer().listening ? [] : ['it does not listen']),
    ...audit.lacks(),
  ];
  return {
    health: consumerHealth(server, bus, lacks),
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
  own: { readonly replyPartition: number; readonly budget: ByteBudget },
): Ingress {
  const times = timeValues(values);
  return new Ingress({
    bus,
    codec,
    telemetry,
    deadlineMs: times.ingressMs,
    aggregatorMs: times.aggregatorMs,
    maxInFlight: values.maxInFlight,
    ...own,
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
  const newToken = (): string => randomBytes(16).toString('hex');
  return new ShsDoor({ ingress, rules, telemetry, now: () => new Date(), newToken });
}
