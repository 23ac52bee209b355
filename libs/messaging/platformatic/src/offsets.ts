import { listOffsetsV5 } from '@platformatic/kafka';
import { KafkaTrouble } from '@ssbtek/messaging-kafka/driver';
import type { Cluster } from './cluster';

/** In place of a time. */
const AT = { low: -2n, high: -1n } as const;

const ANY_REPLICA = -1;
const READ_UNCOMMITTED = 0;
const ANY_EPOCH = -1;

/** Where partitions of a topic begin or end, by their leaders. Rejects when one has none. */
export async function offsetsAt(
  cluster: Cluster,
  topic: string,
  partitions: readonly number[],
  edge: keyof typeof AT,
): Promise<ReadonlyMap<number, bigint>> {
  try {
    const { leaders } = await cluster.topic(topic, Infinity);
    const byLeader = Map.groupBy(partitions, (partition) => leaders[partition] ?? -1);
    const answers = [...byLeader].map(async ([leader, ofLeader]) => {
      if (leader < 0) throw new KafkaTrouble('LEADER_NOT_AVAILABLE', false);
      const wanted = ofLeader.map((partitionIndex) => ({
        partitionIndex,
        currentLeaderEpoch: ANY_EPOCH,
        timestamp: AT[edge],
      }));
      const topics = [{ name: topic, partitions: wanted }];
      return cluster.node(leader).ask(listOffsetsV5.api, ANY_REPLICA, READ_UNCOMMITTED, topics);
    });
    const found = (await Promise.all(answers)).flatMap((answer) => answer.topics);
    return new Map(
      found.flatMap((one) => one.partitions.map(({ partitionIndex, offset }) => [partitionIndex, offset])),
    );
  } catch (error) {
    cluster.forget(topic);
    throw error;
  }
}
