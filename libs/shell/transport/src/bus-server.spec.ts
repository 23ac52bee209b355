import { Controller, Inject, Module, type DynamicModule } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { describe, expect, it } from 'vitest';
import {
  BusUnavailable,
  UnreadableMessage,
  type ConsumeOptions,
  type Consumption,
  type Incoming,
  type MessageBus,
} from '@ssbtek/messaging';
import { renderMetrics, testTelemetry } from '@ssbtek/telemetry';
import { BusServer, showConsumption, startMicroservice } from './index';

const CALLBACK = 'callback';

@Controller()
class EchoController {
  constructor(@Inject(CALLBACK) private readonly callback: (message: Incoming) => Promise<void>) {}

  @EventPattern('topic-a')
  handle(@Payload() message: Incoming): Promise<void> {
    return this.callback(message);
  }
}

@Module({})
class EchoModule {
  static with(callback: (message: Incoming) => Promise<void>): DynamicModule {
    return {
      module: EchoModule,
      controllers: [EchoController],
      providers: [{ provide: CALLBACK, useValue: callback }],
    };
  }
}

const message: Incoming = {
  topic: 'topic-a',
  partition: 0,
  offset: 1n,
  key: 'k',
  headers: {},
  value: new Uint8Array([1]),
  appendedAt: 5,
};

/** A bus that only remembers what was asked of it. */
function recordingBus() {
  const consumed: ConsumeOptions[] = [];
  let stopped = 0;
  const consumption = {
    ready: () => true,
    alive: () => true,
    inFlight: () => 0,
    bytesInFlight: () => 0,
    lag: () => 7,
    partitions: () => 3,
    oldestMs: () => 1500,
    stop: () => Promise.resolve(void stopped++),
  };
  const consume = (options: ConsumeOptions): Promise<Consumption> =>
    Promise.resolve((consumed.push(options), consumption));
  return { bus: { consume } as unknown as MessageBus, consumed, stopped: () => stopped };
}

describe('bus transport for Nest', () => {
  it('consumes the pattern of the controller and hands it the whole message', async () => {
    const { bus, consumed } = recordingBus();
    const seen: Incoming[] = [];
    const app = await startMicroservice(
      EchoModule.with((m) => Promise.resolve(void seen.push(m))),
      new BusServer(bus, { group: 'g', maxInFlight: 5 }),
    );
    expect(consumed.map(({ topic, group, maxInFlight }) => ({ topic, group, maxInFlight }))).toEqual([
      { topic: 'topic-a', group: 'g', maxInFlight: 5 },
    ]);
    await consumed[0]?.handler(message);
    expect(seen).toEqual([message]);
    await app.close();
  });

  it('is done only when the handler is done', async () => {
    const { bus, consumed } = recordingBus();
    const gate = Promise.withResolvers<void>();
    const app = await startMicroservice(
      EchoModule.with(() => gate.promise),
      new BusServer(bus, { group: 'g', maxInFlight: 5 }),
    );
    let done = false;
    const handling = consumed[0]?.handler(message).then(() => (done = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(done).toBe(false);
    gate.resolve();
    await handling;
    expect(done).toBe(true);
    await app.close();
  });

  it.each([new BusUnavailable('away'), new UnreadableMessage('unknown-key'), new Error('no')])(
    'lets the bus see with what a handler failed: %s',
    async (error) => {
      const { bus, consumed } = recordingBus();
      const app = await startMicroservice(
        EchoModule.with(() => Promise.reject(error)),
        new BusServer(bus, { group: 'g', maxInFlight: 5 }),
      );
      await expect(consumed[0]?.handler(message)).rejects.toBe(error);
      await app.close();
    },
  );

  it('stops its consumptions when the application closes', async () => {
    const { bus, stopped } = recordingBus();
    const app = await startMicroservice(
      EchoModule.with(() => Promise.resolve()),
      new BusServer(bus, { group: 'g', maxInFlight: 5 }),
    );
    await app.close();
    expect(stopped()).toBe(1);
  });

  it('shows how its consumption stands, without the name of the replica', async () => {
    const { bus } = recordingBus();
    const telemetry = testTelemetry();
    const server = new BusServer(bus, { group: 'g.replica-1', maxInFlight: 1 });
    const app = await startMicroservice(
      EchoModule.with(() => Promise.resolve()),
      server,
    );
    showConsumption(telemetry.metrics, server, 'g.replica-1', 'topic-a');
    const { body } = await renderMetrics([telemetry]);
    const labels = '{group="g",topic="topic-a"}';
    expect(body).toContain(`ssbtek_kafka_consumer_lag${labels} 7\n`);
    expect(body).toContain(`ssbtek_kafka_partitions_assigned${labels} 3\n`);
    expect(body).toContain(`ssbtek_kafka_consumer_oldest_seconds${labels} 1.5\n`);
    expect(body).not.toContain('replica-1');
    await app.close();
  });
});
