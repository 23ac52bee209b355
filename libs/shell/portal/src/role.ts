import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { PERSONAS, type Bastjanst } from '@ssbtek/bastjanst-kit';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ContractVersion } from '@ssbtek/contract-version';
import type { Environment, Facts } from '@ssbtek/portal-pages';
import type { Role } from '@ssbtek/runtime';
import {
  closingDates,
  closingMistakes,
  closingSettings,
  type ClosingSettings,
} from '@ssbtek/shell-settings/closing';
import { productIds, shsMistakes, shsSettings, type ShsSettings } from '@ssbtek/shell-settings/shs';
import { PortalModule } from './module';
import { portalChecks, portalSettings, type PortalValues } from './settings';
import { SECURITY_HEADERS } from './headers';
import { isRead, NOT_READ, Site } from './site';
import { liveStatus, type LiveStatus } from './status/live';
import { Streams } from './status/streams';
import { sendQuestion } from './send-question';
import { takeForms, Trial } from './trial';

/** Pages are only read: a question has no body worth taking, but for the forms. */
const MAX_BODY_BYTES = 1024;
/** A request that has not come whole within this is no reader's. */
const REQUEST_TIMEOUT_MS = 10_000;

const UNREADABLE = 'The address cannot be read.\n';

type PortalSettings = typeof portalSettings & ClosingSettings & ShsSettings;

/** How the portal is run. */
export interface PortalOptions {
  /** Who answers for the agencies where the setting says nothing. */
  readonly environment?: Environment;
}

/**
 * The information portal: what is open, how to ask, what answers mean, how the agencies are doing. It reads its settings
 * and what workers say of their agencies, and nothing else.
 */
export function portalRole(
  versions: readonly ContractVersion[],
  bastjanster: readonly Bastjanst[],
  { environment = 'production' }: PortalOptions = {},
): Role<PortalSettings> {
  return {
    name: 'portal',
    settings: { ...portalSettings, ...closingSettings(versions), ...shsSettings(versions) },
    owns: ['SSBTEK_PORTAL_'],
    needsBus: false,
    joinsBus: ({ status }) => status,
    checks: (values, surroundings) => [
      ...portalChecks(values, surroundings),
      () => closingMistakes(versions, values),
      () => shsMistakes(versions, values),
    ],
    async start({ values, addresses, bus, linked, instance }) {
      const facts: Facts = {
        versions,
        agencies: bastjanster.map(({ descriptor }) => descriptor),
        persons: PERSONAS,
        environment: values.environment ?? environment,
        serviceUrl: serviceUrlOf(values, addresses),
        closings: closingDates(versions, values),
        shs: { address: values.shsAddress, products: productIds(versions, values) },
        links: {
          dashboards: values.dashboardsUrl,
          asyncapi: values.asyncapiUrl,
          runbooks: values.runbooksUrl,
        },
      };
      const live = linked ? await liveStatus(facts, bus, instance, values.streams) : undefined;
      return startServer(facts, values, live);
    },
  };
}

/** What is told of the mesh's address: the setting, or what an ingress in the same process has told. */
function serviceUrlOf(
  { serviceUrl }: Pick<PortalValues, 'serviceUrl'>,
  addresses: Readonly<Record<string, string>>,
): string {
  const [told] = Object.entries(addresses).flatMap(([name, address]) =>
    name.startsWith('ssbtek/') ? [new URL(address).origin] : [],
  );
  return (serviceUrl ?? told ?? '').replace(/\/+$/, '').replace('//0.0.0.0', '//127.0.0.1');
}

/** Before a body is read, and where the framework answers by itself: the same headers everywhere. */
function answerWhatNobodyReads(fastify: FastifyInstance, trial: Trial): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    if (isRead(request.method) || (request.method === 'POST' && trial.takes(request.url))) return done();
    void reply.status(NOT_READ.status).headers(NOT_READ.headers).send(NOT_READ.body);
  });
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS))
      if (!reply.hasHeader(name)) void reply.header(name, value);
    done(null, payload);
  });
}

async function startServer(facts: Facts, { port, host, portalUrl }: PortalValues, live?: LiveStatus) {
  let address = '';
  const own = { url: portalUrl, address: () => address };
  const site = new Site(facts, own, Date.now, () => live?.status());
  // Without workers to hear there is nothing to listen to.
  const streams = live?.streams ?? new Streams(0, () => ({ data: '', news: '' }));
  const trial = new Trial(facts, site, { url: portalUrl, send: sendQuestion });
  const adapter = new FastifyAdapter({
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: true,
    logger: false,
    // An address that cannot be read at all never comes as far as the hooks.
    frameworkErrors: (_error: unknown, _request: unknown, reply: FastifyReply) => {
      void reply.status(400).headers(SECURITY_HEADERS).type('text/plain; charset=utf-8').send(UNREADABLE);
    },
  });
  const options = { logger: false, bodyParser: false, abortOnError: false } as const;
  const app = await NestFactory.create<NestFastifyApplication>(
    PortalModule.around(site, streams, trial),
    adapter,
    options,
  );
  answerWhatNobodyReads(adapter.getInstance(), trial);
  takeForms(adapter.getInstance());
  await app.listen(port, host);
  address = (await app.getUrl()).replace(/\[::1?\]|0\.0\.0\.0/, '127.0.0.1');
  return {
    health: {
      started: () => true,
      // Its pages are good without the workers; the page of the status says what it does not know.
      ready: () => app.getHttpServer().listening,
      alive: () => live?.consumption.alive() ?? true,
    },
    addresses: { portal: address },
    async stop() {
      streams.stop();
      await live?.consumption.stop();
      await app.close();
    },
  };
}
