import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Kafka, logLevel, type Admin, type KafkaConfig } from 'kafkajs';

const USABLE_WITHIN_MS = 90_000;
const AGAIN_MS = 200;

/** Certificates of the broker and its users; key and certificate of a user are in one file. */
export const KAFKA_CERTIFICATES = fileURLToPath(new URL('../../tools/kafka/fixtures', import.meta.url));

/** Path of a user's file, or of an authority's. */
export const kafkaCertificate = (name: string): string => `${KAFKA_CERTIFICATES}/${name}.pem`;

/** How the super user of a secured test broker shows who it is. */
export function adminTls(): { readonly ca: string; readonly cert: string; readonly key: string } {
  const pem = readFileSync(kafkaCertificate('admin'), 'utf8');
  return { ca: readFileSync(kafkaCertificate('ca'), 'utf8'), cert: pem, key: pem };
}

/** How a broker is reached by somebody who may do everything. */
export type AdminAccess = Pick<KafkaConfig, 'brokers' | 'ssl' | 'sasl'>;

/** Does something as an administrator, over one connection. */
export async function withAdmin(access: AdminAccess, act: (admin: Admin) => Promise<void>): Promise<void> {
  const admin = new Kafka({ ...access, clientId: 'admin', logLevel: logLevel.NOTHING }).admin();
  try {
    await admin.connect();
    await act(admin);
  } finally {
    await admin.disconnect();
  }
}

/**
 * Waits until a broker that has just been started serves: it takes connections before it knows its users, its
 * permissions and itself, and on a busy machine long before.
 */
export async function untilUsable(access: AdminAccess): Promise<void> {
  const until = Date.now() + USABLE_WITHIN_MS;
  for (;;)
    try {
      return await withAdmin(access, async (admin) => {
        const { brokers } = await admin.describeCluster();
        if (brokers.length === 0) throw new Error('the broker does not know itself yet');
      });
    } catch (error) {
      if (Date.now() > until) throw error;
      await sleep(AGAIN_MS);
    }
}
