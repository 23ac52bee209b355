import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Bastjanst } from '@ssbtek/bastjanst-kit';
import { integer, text } from '@ssbtek/config';
import type { Role } from '@ssbtek/runtime';
import { SimulatedAgencies } from './agencies';
import { SimulatorModule } from './module';

/** Questions of agencies are small; the limit only keeps the simulator itself healthy. */
const MAX_BODY_BYTES = 8 * 1024 * 1024;

const settings = {
  host: text('SSBTEK_HOST', {
    default: '127.0.0.1',
    description: 'Address the process listens on; 0.0.0.0 in a container.',
  }),
  port: integer('SSBTEK_SIMULATOR_PORT', {
    default: 8090,
    min: 0,
    max: 65_535,
    description: 'Port of the simulated agencies; 0 takes a free one.',
  }),
};

/** The agencies' test environment over their real protocols, with fictive people and a control API. */
export function simulatorRole(bastjanster: readonly Bastjanst[]): Role<typeof settings> {
  return {
    name: 'simulator',
    settings,
    needsBus: false,
    async start({ values }) {
      const agencies = new SimulatedAgencies(bastjanster);
      const adapter = new FastifyAdapter({
        bodyLimit: MAX_BODY_BYTES,
        forceCloseConnections: true,
        logger: false,
      });
      const options = { logger: false, bodyParser: false, abortOnError: false } as const;
      const app = await NestFactory.create<NestFastifyApplication>(
        SimulatorModule.around(agencies),
        adapter,
        options,
      );
      const fastify = adapter.getInstance();
      fastify.removeAllContentTypeParsers();
      fastify.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
      let listening = false;
      await app.listen(values.port, values.host);
      listening = true;
      const address = (await app.getUrl()).replace('[::1]', '127.0.0.1');
      return {
        health: { started: () => listening, ready: () => listening, alive: () => true },
        addresses: { simulator: address },
        async stop() {
          listening = false;
          await app.close();
        },
      };
    },
  };
}
