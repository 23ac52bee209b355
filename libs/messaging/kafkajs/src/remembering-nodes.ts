import type { Cluster } from 'kafkajs';

/**
 * kafkajs crashes a consumer at the moment its cluster knows no broker any more, though its fetch loop would
 * wait for one. A crash costs the membership, and the group then waits ten seconds for the member that is
 * gone; so the nodes that were known last stay known until there are others.
 */
export function rememberingNodes(cluster: Cluster): Cluster {
  const known = cluster.getNodeIds.bind(cluster);
  let last: number[] = [];
  cluster.getNodeIds = () => {
    const now = known();
    if (now.length > 0) last = now;
    return last;
  };
  return cluster;
}
