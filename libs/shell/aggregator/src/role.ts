import { integer } from '@ssbtek/config';
import { AGGREGATOR_GROUP, REPLY_TOPIC, watchedWrites } from '@ssbtek/messaging';
import type { Role } from '@ssbtek/runtime';
import { MEMORY_SHARE_TEXT, defaultMaxBytes } from '@ssbtek/shell-settings';
import { consumerHealth, showConsumption, startMicroservice } from '@ssbtek/shell-transport';
import { Aggregator } from './aggregator';
import { AggregatorModule } from './module';
import { repliesOf } from './replies';

const settings = {
  maxInFlight: integer('SSBTEK_AGGREGATOR_MAX_IN_FLIGHT', {
    default: 50_000,
    min: 100,
    max: 10_000_000,
    unit: 'messages',
    description: 'Messages of open joins held at the same time; about eight per inquiry.',
  }),
  maxBytes: integer('SSBTEK_AGGREGATOR_MAX_BYTES', {
    min: 32 * 1024 * 1024,
    max: 1_000_000_000_000,
    unit: 'bytes',
    derived: MEMORY_SHARE_TEXT,
    description:
      'Bytes of replies held at the same time. When they are not enough, the largest answers become error 2001.',
  }),
};

/** The aggregator: joins partial replies and sends one composite per inquiry. */
export function aggregatorRole(): Role<typeof settings> {
  return {
    name: 'aggregator',
    settings,
    owns: ['SSBTEK_AGGREGATOR_'],
    needsBus: true,
    async start({ values, bus: plainBus, codec, telemetry }) {
      const bus = watchedWrites(plainBus);
      const aggregator = new Aggregator(bus, codec, telemetry, values.maxBytes ?? defaultMaxBytes());
      const server = repliesOf(bus, aggregator, values.maxInFlight);
      showConsumption(telemetry.metrics, server, AGGREGATOR_GROUP, REPLY_TOPIC);
      const app = await startMicroservice(AggregatorModule.around(aggregator), server);
      return {
        health: consumerHealth(server, bus),
        async stop() {
          aggregator.stop();
          await app.close();
        },
      };
    },
  };
}
