import { AssignerProtocol, type PartitionAssigner } from 'kafkajs';
import { asWish, GROUP_PROTOCOL, readWish, share } from '@ssbtek/messaging-kafka/driver';

const { MemberAssignment, MemberMetadata } = AssignerProtocol;
const { name, version } = GROUP_PROTOCOL;

/** The assigner of one consumer. All members of a group must use this one. */
export function meshAssigner(pinned: number | undefined, has: () => readonly number[]): PartitionAssigner {
  return ({ cluster }) => ({
    name,
    version,
    assign({ members, topics }) {
      const [topic = ''] = topics;
      const partitions = cluster.findTopicPartitionMetadata(topic).map(({ partitionId }) => partitionId);
      const known = members.map(({ memberId, memberMetadata }) => ({
        id: memberId,
        ...readWish(MemberMetadata.decode(memberMetadata)?.userData),
      }));
      const assignment = [...share(known, partitions)].map(([memberId, mine]) => ({
        memberId,
        memberAssignment: MemberAssignment.encode({
          version,
          assignment: { [topic]: [...mine] },
          userData: Buffer.alloc(0),
        }),
      }));
      return Promise.resolve(assignment);
    },
    protocol: ({ topics }) => ({
      name,
      metadata: MemberMetadata.encode({ version, topics, userData: asWish(pinned, has()) }),
    }),
  });
}
