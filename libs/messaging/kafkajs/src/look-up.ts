import type { Cluster } from 'kafkajs';
import type { PartitionBounds } from '@ssbtek/messaging';

/** What is looked up: partitions of one topic, for one group unless it commits nothing. */
export interface LookUpRequest {
  readonly topic: string;
  readonly partitions: readonly number[];
  readonly group: string | undefined;
}

/** Ends of partitions, over the consumer's own connection. */
export async function lookUpEnds(
  cluster: Cluster,
  { topic, partitions }: LookUpRequest,
  fromBeginning: boolean,
): Promise<ReadonlyMap<number, bigint>> {
  const wanted = partitions.map((partition) => ({ partition }));
  const [ends] = await cluster.fetchTopicsOffset([{ topic, partitions: wanted, fromBeginning }]);
  return new Map(ends?.partitions.map(({ partition, offset }) => [partition, BigInt(offset)]));
}

/** Where partitions begin and end, and what the group has committed. */
export async function lookUp(
  cluster: Cluster,
  request: LookUpRequest,
): Promise<ReadonlyMap<number, PartitionBounds>> {
  if (request.partitions.length === 0) return new Map();
  const committed = await lookUpCommitted(cluster, request);
  const low = await lookUpEnds(cluster, request, true);
  const high = await lookUpEnds(cluster, request, false);
  return new Map(
    request.partitions.map((partition) => {
      const [from, to] = [low.get(partition), high.get(partition)];
      if (from === undefined || to === undefined) throw new Error('incomplete answer about offsets');
      return [partition, { committed: committed.get(partition), low: from, high: to }];
    }),
  );
}

async function lookUpCommitted(
  cluster: Cluster,
  { topic, partitions, group }: LookUpRequest,
): Promise<ReadonlyMap<number, bigint>> {
  if (group === undefined) return new Map();
  const coordinator = await cluster.findGroupCoordinator({ groupId: group });
  // The type asks for an offset that the request does not carry.
  const wanted = partitions.map((partition) => ({ partition, offset: '-1' }));
  const { responses } = await coordinator.offsetFetch({
    groupId: group,
    topics: [{ topic, partitions: wanted }],
  });
  const answers = responses.flatMap((response) => response.partitions);
  return new Map(
    answers
      .map(({ partition, offset }) => [partition, BigInt(offset)] as const)
      .filter(([, offset]) => offset >= 0n),
  );
}
