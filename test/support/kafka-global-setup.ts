import type { TestProject } from 'vitest/node';
import { startKafka } from './kafka.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** `host:port` of the Kafka that the tests of a run share. */
    brokers: string;
  }
}

/**
 * One Kafka for all test files of a run. `SSBTEK_TEST_KAFKA_BROKERS` names one that runs already; tests then make
 * topics and groups of their own on it and leave it running.
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
