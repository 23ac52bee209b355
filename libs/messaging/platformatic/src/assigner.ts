import {
  decodeConsumerProtocolAssignment,
  decodeConsumerProtocolSubscription,
  encodeConsumerProtocolAssignment,
  encodeConsumerProtocolSubscription,
} from '@platformatic/kafka';
import { asWish, GROUP_PROTOCOL, readWish, share, type ConsumerWish } from '@ssbtek/messaging-kafka/driver';

const { name, version } = GROUP_PROTOCOL;

/** A member as its group's leader hears of it. */
interface Heard {
  readonly memberId: string;
  readonly metadata: Buffer;
}

/** What a member says when it joins: what it reads, and what it has. */
export const protocolsOf = ({ topic, pinned, has }: ConsumerWish) => [
  {
    name,
    metadata: encodeConsumerProtocolSubscription({
      version,
      topics: [topic],
      userData: asWish(pinned, has()),
    }),
  },
];

/** What the leader decides for all, by the rule that all members have. */
export function assignmentsFor(members: readonly Heard[], topic: string, partitions: readonly number[]) {
  const known = members.map(({ memberId: id, metadata }) => ({
    id,
    ...readWish(decodeConsumerProtocolSubscription(metadata).userData),
  }));
  return [...share(known, partitions)].map(([memberId, mine]) => ({
    memberId,
    assignment: encodeConsumerProtocolAssignment({
      version,
      assignedPartitions: [{ topic, partitions: [...mine] }],
    }),
  }));
}

/** What was decided for us. */
export const assignedOf = (assignment: Buffer, topic: string): readonly number[] =>
  decodeConsumerProtocolAssignment(assignment).assignedPartitions.find((one) => one.topic === topic)
    ?.partitions ?? [];
