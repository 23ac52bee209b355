import { setTimeout as sleep } from 'node:timers/promises';
import {
  heartbeatV4,
  joinGroupV6,
  leaveGroupV4,
  offsetCommitV8,
  offsetFetchV6,
  syncGroupV4,
} from '@platformatic/kafka';
import {
  GROUP_PROTOCOL,
  KafkaTrouble,
  settleSoon,
  within,
  type ConsumerWish,
} from '@ssbtek/messaging-kafka/driver';
import { assignedOf, assignmentsFor, protocolsOf } from './assigner';
import { codeOf, type Cluster } from './cluster';
import { troubleIn } from './errors';
import type { Address, Wire } from './wire';

type Joined = ReturnType<typeof joinGroupV6.parseResponse>;

const KIND = 'consumer';
const NO_INSTANCE = null;
const ANY_EPOCH = -1;
const HEARTBEAT_TIMEOUT_MS = 6000;
const JOIN_AGAIN_MS = 200;

/** Answers that say: look for the coordinator again. */
const MOVED: ReadonlySet<string> = new Set([
  'NOT_COORDINATOR',
  'COORDINATOR_NOT_AVAILABLE',
  'COORDINATOR_LOAD_IN_PROGRESS',
]);
/** Answers that say: the group is another by now. */
const CHANGED: ReadonlySet<string> = new Set([
  'REBALANCE_IN_PROGRESS',
  'ILLEGAL_GENERATION',
  'UNKNOWN_MEMBER_ID',
]);

/** One member of a group, at its coordinator. */
export class Group {
  private memberId = '';
  private generation = -1;
  private at: Address | undefined;
  private joining = false;
  private shared: number | undefined;
  private lookedAt = 0;
  private readonly commits = new Set<Promise<unknown>>();

  constructor(
    private readonly cluster: Cluster,
    private readonly wanted: ConsumerWish,
    private readonly closed: AbortSignal,
  ) {}

  /** Joins, as long as it takes. Resolves with the partitions that are ours; rejects when another try does not help. */
  async join(): Promise<readonly number[]> {
    this.joining = true;
    try {
      for (;;) {
        try {
          return await this.joinOnce();
        } catch (error) {
          if (this.closed.aborted || !this.isPassing(error)) throw error;
          await sleep(JOIN_AGAIN_MS);
        }
      }
    } finally {
      this.joining = false;
    }
  }

  /** Says that we are still there. True when the group must be joined again. */
  async heartbeat(): Promise<boolean> {
    try {
      const asked = this.coordinator().then((wire) =>
        wire.ask(heartbeatV4.api, this.wanted.group, this.generation, this.memberId, NO_INSTANCE),
      );
      await within(HEARTBEAT_TIMEOUT_MS, asked);
      return false;
    } catch (error) {
      const { code, ofConnection } = troubleIn(error);
      if (ofConnection && this.at) this.cluster.wireTo(this.at).close();
      if (!this.isPassing(error)) throw error;
      return CHANGED.has(code);
    }
  }

  /** True when the topic has other partitions than were shared out, by us. Asked once in a while. */
  async hasGrown(): Promise<boolean> {
    const { topic, metadataMaxAge, heartbeatInterval } = this.wanted;
    const now = performance.now();
    if (this.shared === undefined || now - this.lookedAt < metadataMaxAge - heartbeatInterval) return false;
    this.lookedAt = now;
    const found = await this.cluster.topic(topic).catch(() => undefined);
    return found !== undefined && found.leaders.length !== this.shared;
  }

  /** Resolves when what was to be committed so far is known to have been, or not. */
  async committed(): Promise<void> {
    // A commit that is decided on now is begun in this turn of the event loop.
    await new Promise((resolve) => setImmediate(resolve));
    await settleSoon(Promise.allSettled(this.commits));
  }

  async commit(offsets: ReadonlyMap<number, bigint>): Promise<void> {
    const partitions = [...offsets].map(([partitionIndex, committedOffset]) => ({
      partitionIndex,
      committedOffset,
      committedLeaderEpoch: ANY_EPOCH,
      committedMetadata: '',
    }));
    const { group, topic } = this.wanted;
    const topics = [{ name: topic, partitions }];
    const { generation, memberId } = this;
    const commit = this.coordinator().then((wire) =>
      wire.ask(offsetCommitV8.api, group, generation, memberId, NO_INSTANCE, topics),
    );
    this.commits.add(commit);
    try {
      await commit;
    } finally {
      this.commits.delete(commit);
    }
  }

  /** What the group has committed, by partition. */
  async offsets(partitions: readonly number[]): Promise<ReadonlyMap<number, bigint>> {
    const { group: groupId, topic } = this.wanted;
    const wire = await this.coordinator();
    const wanted = [{ groupId, topics: [{ name: topic, partitionIndexes: [...partitions] }] }];
    const { topics } = await wire.ask(offsetFetchV6.api, wanted, false);
    const found = topics.flatMap((one) => one.partitions);
    return new Map(
      found
        .filter(({ committedOffset }) => committedOffset >= 0n)
        .map(({ partitionIndex, committedOffset }) => [partitionIndex, committedOffset]),
    );
  }

  async leave(): Promise<void> {
    const { memberId } = this;
    if (memberId === '') return;
    this.at ??= await this.cluster.coordinator(this.wanted.group);
    // Behind a join that waits for others it would wait as well.
    const wire = this.cluster.wireTo(this.at, this.joining ? 'leave' : 'common');
    await wire.ask(leaveGroupV4.api, this.wanted.group, [{ memberId, groupInstanceId: NO_INSTANCE }]);
  }

  private async coordinator(): Promise<Wire> {
    this.at ??= await this.cluster.coordinator(this.wanted.group);
    return this.cluster.wireTo(this.at);
  }

  /** Whether another try may help; what it needs for that is forgotten. */
  private isPassing(error: unknown): boolean {
    const { code, ofConnection } = troubleIn(error);
    if (ofConnection || MOVED.has(code)) this.at = undefined;
    if (code === 'UNKNOWN_MEMBER_ID') this.memberId = '';
    return ofConnection || MOVED.has(code) || CHANGED.has(code);
  }

  private async joinOnce(): Promise<readonly number[]> {
    const { group, topic } = this.wanted;
    const wire = await this.coordinator();
    const joined = await this.enter(wire);
    this.generation = joined.generationId;
    const isLeader = joined.leader === this.memberId;
    const assignments = isLeader ? await this.shareOut(joined) : [];
    if (!isLeader) this.shared = undefined;
    const { assignment } = await wire.ask(
      syncGroupV4.api,
      group,
      this.generation,
      this.memberId,
      NO_INSTANCE,
      KIND,
      GROUP_PROTOCOL.name,
      assignments,
    );
    return assignedOf(assignment, topic);
  }

  private async enter(wire: Wire): Promise<Joined> {
    const { group, sessionTimeout, rebalanceTimeout } = this.wanted;
    const protocols = protocolsOf(this.wanted);
    const ask = () =>
      wire.askForEach(
        joinGroupV6.api,
        group,
        sessionTimeout,
        rebalanceTimeout,
        this.memberId,
        NO_INSTANCE,
        KIND,
        protocols,
      );
    let answer = await ask();
    if (codeOf(answer.errorCode) === 'MEMBER_ID_REQUIRED') {
      this.memberId = answer.memberId;
      answer = await ask();
    }
    const code = codeOf(answer.errorCode);
    if (code !== undefined) throw new KafkaTrouble(code, false, wire.broker);
    this.memberId = answer.memberId;
    return answer;
  }

  private async shareOut({ members }: Joined) {
    const { topic } = this.wanted;
    const { leaders } = await this.cluster.topic(topic);
    this.shared = leaders.length;
    this.lookedAt = performance.now();
    return assignmentsFor(members, topic, [...leaders.keys()]);
  }
}
