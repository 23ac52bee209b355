import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  AclOperationTypes,
  AclPermissionTypes,
  AclResourceTypes,
  Kafka,
  logLevel,
  ResourcePatternTypes,
  type AclEntry,
  type Admin,
} from 'kafkajs';
import { aclsFor, TOPICS, type Acl, type AclOptions } from '@ssbtek/messaging';
import { kafkaBus } from './kafka-client.ts';
import { startSecuredKafka, type TestKafka } from './kafka.ts';

/** Certificates of the broker and its users; key and certificate of a user are in one file. */
export const KAFKA_CERTIFICATES = fileURLToPath(new URL('../../tools/kafka/fixtures', import.meta.url));

/** Path of a user's file, or of an authority's. */
export const kafkaCertificate = (name: string): string => `${KAFKA_CERTIFICATES}/${name}.pem`;

/**
 * A broker that demands client certificates, with the mesh's topics, where each of these workloads has what it needs
 * and no more. `certificates`: folder with `ca.pem` and `broker.pem`.
 */
export async function startAuthorizedKafka(
  workloads: readonly string[],
  certificates = KAFKA_CERTIFICATES,
): Promise<TestKafka> {
  const kafka = await startSecuredKafka(certificates);
  // As the mesh makes them itself where it may.
  const bus = kafkaBus({
    brokers: [kafka.brokers],
    clientId: 'admin',
    tls: { current: adminTls, close: () => undefined },
  });
  for (const { name } of TOPICS) await bus.partitions(name);
  await bus.close();
  for (const workload of workloads) await allow(kafka.brokers, workload);
  return kafka;
}

/** Gives a workload's user its permissions. */
export const allow = (brokers: string, workload: string, options?: AclOptions): Promise<void> =>
  withAdmin(brokers, async (admin) => {
    await admin.createAcls({ acl: aclsFor(workload, options).flatMap(entriesFor(workload)) });
  });

function adminTls(): { readonly ca: string; readonly cert: string; readonly key: string } {
  const pem = readFileSync(kafkaCertificate('admin'), 'utf8');
  return { ca: readFileSync(kafkaCertificate('ca'), 'utf8'), cert: pem, key: pem };
}

async function withAdmin(brokers: string, act: (admin: Admin) => Promise<void>): Promise<void> {
  const admin = new Kafka({
    brokers: [brokers],
    clientId: 'admin',
    ssl: adminTls(),
    logLevel: logLevel.NOTHING,
  }).admin();
  await admin.connect();
  try {
    await act(admin);
  } finally {
    await admin.disconnect();
  }
}

const OPERATIONS: Readonly<Record<Acl['operations'][number], AclOperationTypes>> = {
  Read: AclOperationTypes.READ,
  Write: AclOperationTypes.WRITE,
  Describe: AclOperationTypes.DESCRIBE,
  DescribeConfigs: AclOperationTypes.DESCRIBE_CONFIGS,
  Create: AclOperationTypes.CREATE,
};

const entriesFor =
  (workload: string) =>
  ({ resource, name, pattern, operations }: Acl): AclEntry[] =>
    operations.map((operation) => ({
      resourceType: resource === 'topic' ? AclResourceTypes.TOPIC : AclResourceTypes.GROUP,
      resourceName: name,
      resourcePatternType:
        pattern === 'prefix' ? ResourcePatternTypes.PREFIXED : ResourcePatternTypes.LITERAL,
      principal: `User:CN=ssbtek-${workload}`,
      host: '*',
      operation: OPERATIONS[operation],
      permissionType: AclPermissionTypes.ALLOW,
    }));
