import 'reflect-metadata';
import type { Server } from 'node:http';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Bastjanst } from '@ssbtek/bastjanst-kit';
import { flag, integer } from '@ssbtek/config';
import { hostSetting, type Role } from '@ssbtek/runtime';
import type { TlsListener } from '@ssbtek/tls';
import { FreshFiles } from '@ssbtek/watched-files';
import { SimulatedAgencies } from './agencies';
import { SimulatorModule } from './module';
import { simulatorTls, simulatorTlsMistakes, simulatorTlsSettings } from './tls';

/** Questions of agencies are small; the limit only keeps the simulator itself healthy. */
const MAX_BODY_BYTES = 8 * 1024 * 1024;

const settings = {
  host: hostSetting,
  port: integer('SSBTEK_SIMULATOR_PORT', {
    default: 8090,
    min: 0,
    max: 65_535,
    description: 'Port of the simulated agencies; 0 takes a free one.',
  }),
  strict: flag('SSBTEK_SIMULATOR_STRICT', {
    default: true,
    description:
      'Whether the simulated agencies refuse a question that breaks a limit they document, each with its own code; off lets it pass.',
  }),
  ...simulatorTlsSettings,
};

/** What tests need to know and nobody else. */
export interface SimulatorOptions {
  /** The clock that the simulated agencies count from; the real one unless said. */
  readonly now?: () => Date;
}

/** The agencies' test environment over their real protocols, with fictive people and a control API. */
export function simulatorRole(
  bastjanster: readonly Bastjanst[],
  { now = () => new Date() }: SimulatorOptions = {},
): Role<typeof settings> {
  return {
    name: 'simulator',
    settings,
    owns: ['SSBTEK_SIMULATOR_'],
    needsBus: false,
    checks: (values) => [() => simulatorTlsMistakes(values)],
    async start({ values, telemetry }) {
      const files = new FreshFiles(telemetry);
      const tls = simulatorTls(values, files, telemetry);
      const agencies = new SimulatedAgencies(bastjanster, { strict: values.strict, now });
      const app = await simulatorApplication(agencies, tls);
      await app.listen(values.port, values.host);
      const listening = (): boolean => app.getHttpServer().listening;
      const address = (await app.getUrl()).replace(/\[::1?\]|0\.0\.0\.0/, '127.0.0.1');
      return {
        health: { started: () => true, ready: listening, alive: () => true },
        addresses: { simulator: tls ? address.replace(/^http:/, 'https:') : address },
        async stop() {
          files.close();
          await app.close();
        },
      };
    },
  };
}

async function simulatorApplication(
  agencies: SimulatedAgencies,
  tls: TlsListener | undefined,
): Promise<NestFastifyApplication> {
  // An HTTPS server is used like an HTTP server; only the framework's type for it is another one.
  const overTls = tls && { serverFactory: (handler: Handler) => tls.serve(handler, {}) as unknown as Server };
  const adapter = new FastifyAdapter({
    bodyLimit: MAX_BODY_BYTES,
    forceCloseConnections: true,
    logger: false,
    ...overTls,
  });
  const module = SimulatorModule.around(agencies);
  const options = { logger: false, bodyParser: false, abortOnError: false } as const;
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, options);
  const fastify = adapter.getInstance();
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  return app;
}

type Handler = Parameters<TlsListener['serve']>[0];
