import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { GenericContainer, Wait, type StartedTestContainer } from 'testcontainers';
import { KAFKA_IMAGE, nodeEnvironment } from '../../tools/kafka/recipe.ts';
import type { TestKafka } from './test-kafka.ts';

const run = promisify(execFile);
const PORT_INSIDE = 9092;
const START_TIMEOUT_MS = 120_000;

/** The same broker in a container, on a fixed port so that its address survives a restart. */
export async function startContainer(port: number): Promise<TestKafka> {
  const environment = nodeEnvironment({
    bind: '0.0.0.0',
    port: PORT_INSIDE,
    controllerPort: 9093,
    advertised: `127.0.0.1:${port}`,
  });
  const make = (): Promise<StartedTestContainer> =>
    new GenericContainer(KAFKA_IMAGE)
      .withEnvironment(environment)
      .withExposedPorts({ container: PORT_INSIDE, host: port })
      .withWaitStrategy(Wait.forLogMessage(/Kafka Server started/))
      .withStartupTimeout(START_TIMEOUT_MS)
      .start();
  let container: StartedTestContainer | undefined = await make();
  const docker = async (...args: string[]): Promise<void> =>
    void (await run('docker', [...args, container?.getId() ?? '']));
  return {
    brokers: `127.0.0.1:${port}`,
    kill: () => docker('kill'),
    // Its data lies in the container itself.
    async lose() {
      await container?.stop({ timeout: 0 });
      container = undefined;
    },
    async start() {
      if (container) await docker('start');
      else container = await make();
    },
    pause: () => docker('pause'),
    resume: () => docker('unpause'),
    stop: async () => void (await container?.stop()),
  };
}
