import type { Cluster } from 'kafkajs';
import { isNotAllowed } from '@ssbtek/messaging-kafka/driver';
import { troubleIn } from './errors';

/**
 * Whether the broker refuses us this group. kafkajs looks for a group's coordinator and drops what the brokers say:
 * a group that is not allowed looks like one whose coordinator is not there yet. Asked of any broker, because
 * permissions are checked before anything else.
 */
export async function mayNotRead(cluster: Cluster, group: string): Promise<boolean> {
  try {
    // A consumer that crashed has left its brokers.
    await cluster.connect();
    await cluster.refreshMetadata();
    const [nodeId] = cluster.getNodeIds();
    const broker = await cluster.findBroker({ nodeId: String(nodeId) });
    await broker.describeGroups({ groupIds: [group] });
    return false;
  } catch (error) {
    return isNotAllowed(troubleIn(error));
  }
}
