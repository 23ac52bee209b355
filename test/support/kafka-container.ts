import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { GenericContainer, Wait } from 'testcontainers';
import { KAFKA_IMAGE, nodeEnvironment } from '../../tools/kafka/recipe.ts';
import type { TestKafka } from './kafka.ts';

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
  const container = await new GenericContainer(KAFKA_IMAGE)
    .withEnvironment(environment)
    .withExposedPorts({ container: PORT_INSIDE, host: port })
    .withWaitStrategy(Wait.forLogMessage(/Kafka Server started/))
    .withStartupTimeout(START_TIMEOUT_MS)
    .start();
  const docker = async (...args: string[]): Promise<void> =>
    void (await run('docker', [...args, container.getId()]));
  return {
    brokers: `127.0.0.1:${port}`,
    kill: () => docker('kill'),
    start: () => docker('start'),
    pause: () => docker('pause'),
    resume: () => docker('unpause'),
    stop: async () => void (await container.stop()),
  };
}
