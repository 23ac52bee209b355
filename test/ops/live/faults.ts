import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigResourceTypes, Kafka, logLevel } from 'kafkajs';
import { AUDIT_TOPIC, ephemeralSealer, meshCodec, sealerFromKeysFile } from '@ssbtek/messaging';
import { kafkaBus } from '../../support/kafka-client.ts';
import type { TestKafka } from '../../support/kafka.ts';
import type { ProcessMesh } from '../../support/processes.ts';
import type { Load } from '../../../tools/observe/scenario.ts';

/** A machine that runs all this at once may take its time, ms. */
const PATIENT_MS = 15_000;

/** What faults are put into. */
export interface Scene {
  readonly kafka: TestKafka;
  readonly mesh: ProcessMesh;
  readonly load: Load;
  /** Certificates of an agency's authority, as a file that is read again when it changes. */
  readonly authorityFile: string;
  /** Ends when the run does: faults that must be kept up stop then. */
  readonly over: AbortSignal;
}

/** Keeps on until the run is over. */
const keepUp = (over: AbortSignal, step: () => Promise<unknown>): void => {
  void (async () => {
    while (!over.aborted) await step().catch(() => undefined);
  })();
};

/** An agency that resets every connection. */
export const agencyResets = ({ mesh }: Scene): Promise<void> => mesh.control('csn', { fault: 'reset' });

/** An agency that fails once a second, in front of a breaker that opens at once and tries again soon. */
export function agencyFlaps({ mesh, over }: Scene): void {
  keepUp(over, async () => {
    await mesh.control('so', { fault: 'status-503', calls: 1 });
    await sleep(1000, undefined, { signal: over });
  });
}

/** More questions for one agency than its worker, one at a time, can put. */
export async function workerTooSlow({ mesh, load }: Scene): Promise<void> {
  await mesh.control('skv', { latencyMs: 3000 });
  load.add(1, ['SKV']);
}

/** An agency that answers about somebody else. */
export const agencyMixesUp = ({ mesh }: Scene): Promise<void> =>
  mesh.control('af', { otherPerson: true, calls: 3 });

/** A question sealed with a key that nobody in the mesh has. */
export async function poison({ kafka }: Scene): Promise<void> {
  const bus = kafkaBus({ brokers: [kafka.brokers], clientId: 'poison' });
  const askedAt = Date.now();
  const routing = { inquiryId: randomUUID(), agencies: ['af'], budgetMs: 20_000, replyPartition: 0, askedAt };
  try {
    const sealed = meshCodec(ephemeralSealer()).inquiry({ inquiryId: routing.inquiryId } as never, routing);
    await bus.publish([sealed], PATIENT_MS);
  } finally {
    await bus.close();
  }
}

/** The file with an agency's authority becomes something that holds no certificate. */
export const authorityBroken = ({ authorityFile }: Scene): void =>
  writeFileSync(authorityFile, 'not a certificate');

/** Replies of agencies to a question that nobody has announced, twice to one that is, and once when it is over. */
export async function strayReplies({ kafka, mesh }: Scene): Promise<void> {
  const bus = kafkaBus({ brokers: [kafka.brokers], clientId: 'stray-replies' });
  const codec = meshCodec(sealerFromKeysFile(readFileSync(mesh.payloadKeysFile, 'utf8')));
  const outcome = { type: 'failure', failure: { kind: 'timeout' } } as const;
  // Before there is a broker, the clock is not its.
  while (!bus.connected()) await sleep(50);
  const asked = () => ({
    inquiryId: randomUUID(),
    agencies: ['af', 'csn'],
    budgetMs: 3000,
    replyPartition: 0,
    askedAt: Math.floor(bus.clock.now()),
  });
  const [announced, unknown] = [asked(), asked()];
  const reply = (kod: string, routing: typeof announced) =>
    codec.partial({ inquiryId: routing.inquiryId, kod, outcome }, routing);
  try {
    await bus.publish([reply('af', unknown), codec.opened(announced)], PATIENT_MS);
    await bus.publish([reply('af', announced), reply('af', announced)], PATIENT_MS);
    await sleep(announced.budgetMs + 1000);
    await bus.publish([reply('csn', announced)], PATIENT_MS);
  } finally {
    await bus.close();
  }
}

/** Nobody listens at the agencies' addresses for a moment: calls are repeated. */
export async function agenciesRestart({ mesh }: Scene): Promise<void> {
  await mesh.end('simulator', 'SIGKILL');
  await sleep(1500);
  mesh.startProcess('simulator');
  await mesh.ready('simulator');
}

/** A process that stands still most of the time. */
export function processStutters({ mesh, over }: Scene): void {
  const pid = mesh.pid('worker-af');
  over.addEventListener('abort', () => process.kill(pid, 'SIGCONT'));
  keepUp(over, async () => {
    process.kill(pid, 'SIGSTOP');
    await sleep(600);
    process.kill(pid, 'SIGCONT');
    await sleep(250);
  });
}

/** A process that answers nobody any more. */
export const processHangs = ({ mesh }: Scene): void => void process.kill(mesh.pid('worker-miv'), 'SIGSTOP');

/** The only reader of a group is gone. */
export const readerGone = async ({ mesh }: Scene): Promise<void> =>
  void (await mesh.end('worker-tns', 'SIGKILL'));

/** A process is killed each time it has come up. */
export async function processRestarts({ mesh }: Scene): Promise<void> {
  for (let i = 0; i < 4; i += 1) {
    await mesh.end('worker-fk', 'SIGKILL');
    mesh.startProcess('worker-fk');
    // So that it has been seen by a scrape, whether it is ready or not.
    await seen(mesh, 'worker-fk');
    await sleep(1200);
  }
}

async function seen(mesh: ProcessMesh, role: string): Promise<void> {
  for (;;) {
    const { status } = await mesh.management(role, '/metrics').catch(() => ({ status: 0 }));
    if (status === 200) return;
    await sleep(50);
  }
}

/** The topic of the audit trail takes nothing any more. */
export async function auditRefused({ kafka }: Scene): Promise<void> {
  await setLargestMessage(kafka, '1');
}

/** It takes records again. */
export const auditBack = ({ kafka }: Scene): Promise<void> => setLargestMessage(kafka, '1048576');

async function setLargestMessage(kafka: TestKafka, value: string): Promise<void> {
  const admin = new Kafka({ brokers: [kafka.brokers], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  const configEntries = [{ name: 'max.message.bytes', value }];
  await admin.alterConfigs({
    validateOnly: false,
    resources: [{ type: ConfigResourceTypes.TOPIC, name: AUDIT_TOPIC, configEntries }],
  });
  await admin.disconnect();
}

/** Far more questions at the same time than may be in work, for some seconds. */
export async function flood({ load }: Scene): Promise<void> {
  for (let i = 0; i < 8; i += 1) {
    load.burst(200);
    await sleep(1000);
  }
}

/** The broker stops answering without closing a connection. */
export const brokerStands = ({ kafka }: Scene): Promise<void> => kafka.pause();
