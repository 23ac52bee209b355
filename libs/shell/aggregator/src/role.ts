import { integer } from '@ssbtek/config';
import { AGGREGATOR_GROUP, REPLY_TOPIC } from '@ssbtek/messaging';
import type { Role } from '@ssbtek/runtime';
import { BusServer, consumerHealth, showConsumption, startMicroservice } from '@ssbtek/shell-transport';
import { Aggregator } from './aggregator';
import { AggregatorModule } from './module';

const settings = {
  maxInFlight: integer('SSBTEK_AGGREGATOR_MAX_IN_FLIGHT', {
    default: 50_000,
    min: 100,
    max: 10_000_000,
    unit: 'messages',
    description: 'Messages of open joins held at the same time; about eight per inquiry.',
  }),
};

/** The aggregator: joins partial replies and sends one composite per inquiry. */
export function aggregatorRole(): Role<typeof settings> {
  return {
    name: 'aggregator',
    settings,
    needsBus: true,
    async start({ values, bus, codec, telemetry }) {
      const aggregator = new Aggregator(bus, codec, telemetry);
      const server = new BusServer(bus, {
        group: AGGREGATOR_GROUP,
        maxInFlight: values.maxInFlight,
        // An open join waits for messages that a stopping reader no longer takes: the next replica replays it.
        stopWaitMs: 0,
        onPartition: (event) => aggregator.partition(event),
      });
      showConsumption(telemetry.metrics, server, AGGREGATOR_GROUP, REPLY_TOPIC);
      const app = await startMicroservice(AggregatorModule.around(aggregator), server);
      return {
        health: consumerHealth(server),
        async stop() {
          aggregator.stop();
          await app.close();
        },
      };
    },
  };
}
