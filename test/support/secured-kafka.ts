import {
  AclOperationTypes,
  AclPermissionTypes,
  AclResourceTypes,
  ResourcePatternTypes,
  type AclEntry,
} from 'kafkajs';
import { aclsFor, TOPICS, type Acl, type AclOptions } from '@ssbtek/messaging';
import { adminTls, KAFKA_CERTIFICATES, withAdmin } from './kafka-admin.ts';
import { kafkaBus } from './kafka-client.ts';
import { startSecuredKafka, type TestKafka } from './kafka.ts';

export { KAFKA_CERTIFICATES, kafkaCertificate } from './kafka-admin.ts';

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
  withAdmin({ brokers: brokers.split(','), ssl: adminTls() }, async (admin) => {
    await admin.createAcls({ acl: aclsFor(workload, options).flatMap(entriesFor(workload)) });
  });

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
