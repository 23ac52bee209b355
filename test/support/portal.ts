import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import { CONTRACT_VERSIONS } from '@ssbtek/contract-versions';
import type { MessageBus } from '@ssbtek/messaging';
import { loadConfiguration, mesh, type Role } from '@ssbtek/runtime';
import { portalRole } from '@ssbtek/shell-portal';

/**
 * A portal of its own, as a process beside the mesh.
 * @param bus that it is on; without one it makes its own from its settings
 */
export async function startPortal(
  bus: MessageBus | undefined,
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly url: string; metrics(): Promise<string>; stop(): Promise<void> }> {
  const roles = [portalRole(CONTRACT_VERSIONS, BASTJANSTER)] as unknown as readonly Role[];
  const read = loadConfiguration(roles, {
    SSBTEK_PORTAL_PORT: '0',
    SSBTEK_MANAGEMENT_PORT: '0',
    SSBTEK_LOG_LEVEL: 'silent',
    SSBTEK_PORTAL_SERVICE_URL: 'https://ssbtek.example.se/',
    // Somewhere: the bus is given.
    SSBTEK_KAFKA_BROKERS: '127.0.0.1:9',
    ...env,
  });
  if (!read.ok) throw new Error(read.mistakes.join(' '));
  const running = mesh(roles, read.configuration, {
    name: 'portal',
    write: () => undefined,
    ...(bus && { bus }),
  });
  await running.start();
  return {
    url: running.addresses['portal'] ?? '',
    metrics: async () => (await running.metrics()).body,
    async stop() {
      await running.stop();
      await bus?.close();
    },
  };
}
