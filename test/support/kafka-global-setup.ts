import type { TestProject } from 'vitest/node';
import { startKafka } from './kafka.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** `host:port` of the Kafka that the tests of a run share. */
    brokers: string;
  }
}

/**
 * One Kafka for all test files of a run. `SSBTEK_TEST_KAFKA_BROKERS` names one that runs already and is left running.
 * The tests of the bus make topics and groups of their own on it; those of the mesh use the topics and groups of the
 * mesh, as its processes do: one run of them at a time, or the workers of one mesh take the questions of another.
 */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const running = process.env['SSBTEK_TEST_KAFKA_BROKERS'];
  if (running) {
    project.provide('brokers', running);
    return undefined;
  }
  const kafka = await startKafka();
  project.provide('brokers', kafka.brokers);
  return () => kafka.stop();
}
