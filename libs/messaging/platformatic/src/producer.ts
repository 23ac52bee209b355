import { MessageRefused, type Outgoing } from '@ssbtek/messaging';
import {
  KafkaTrouble,
  partitionForKey,
  type Append,
  type KafkaConnection,
  type KafkaProducer,
  type ProducerManner,
} from '@ssbtek/messaging-kafka/driver';
import { Cluster, codeOf, type TopicMap } from './cluster';
import { STALE } from './errors';
import { produce } from './produce';

/** Longer than a bus waits before it gives a connection up that has stalled. */
const REQUEST_TIMEOUT_MS = 30_000;
const TOPIC_AGE_MS = 5 * 60_000;
/** Once more when somebody else leads a partition by now. */
const TRIES = 2;

const ALL_IN_SYNC = -1;

/** Messages by topic and partition. */
type Sorted = Map<string, Map<number, Outgoing[]>>;

/** What became of a request: acknowledged, and to be sent again. */
interface Outcome {
  readonly acks: readonly Append[];
  readonly stale: readonly Outgoing[];
  readonly trouble: KafkaTrouble | undefined;
}

/** Sends to the leaders of partitions, one request for each leader. */
export class PlatformaticProducer implements KafkaProducer {
  private readonly cluster: Cluster;

  constructor(
    connection: KafkaConnection,
    private readonly manner: ProducerManner,
  ) {
    this.cluster = new Cluster(connection, { ...manner, requestTimeoutMs: REQUEST_TIMEOUT_MS });
  }

  connect(): Promise<void> {
    return this.cluster.connect();
  }

  async send(messages: readonly Outgoing[]): Promise<readonly Append[]> {
    const acks: Append[] = [];
    let left = messages;
    for (let tries = 1; ; tries += 1) {
      const outcomes = await Promise.all(await this.transmit(left));
      acks.push(...outcomes.flatMap((outcome) => outcome.acks));
      left = outcomes.flatMap(({ stale }) => stale);
      const [trouble] = outcomes.flatMap((outcome) => outcome.trouble ?? []).toSorted(staleLast);
      if (!trouble) return acks;
      if (!STALE.has(trouble.code) || tries === TRIES) throw trouble;
    }
  }

  close(): Promise<void> {
    this.cluster.close();
    return Promise.resolve();
  }

  private async transmit(messages: readonly Outgoing[]): Promise<Promise<Outcome>[]> {
    const byLeader = new Map<number, Sorted>();
    for (const message of messages) {
      const { topic } = message;
      const map = await this.mapFor(message);
      const partition = message.partition ?? partitionForKey(message.key, this.spreadOver(topic, map));
      const leader = map.leaders[partition] ?? -1;
      if (leader < 0) {
        this.cluster.forget(topic);
        throw new KafkaTrouble('LEADER_NOT_AVAILABLE', false);
      }
      put(byLeader, leader, message, partition);
    }
    return [...byLeader].map(([leader, sorted]) => this.sendTo(leader, sorted));
  }

  /** The partitions of its topic: asked for anew before a message for one that is not among them is refused. */
  private async mapFor({ topic, partition = 0 }: Outgoing): Promise<TopicMap> {
    const known = await this.cluster.topic(topic, TOPIC_AGE_MS);
    if (partition < known.leaders.length) return known;
    const now = await this.cluster.topic(topic);
    if (partition < now.leaders.length) return now;
    throw new MessageRefused('no-such-partition');
  }

  private spreadOver(topic: string, { leaders }: TopicMap): number {
    return Math.min(leaders.length, this.manner.spread.get(topic) ?? leaders.length);
  }

  private async sendTo(leader: number, sorted: Sorted): Promise<Outcome> {
    const wire = this.cluster.node(leader);
    const topicData = [...sorted].map(([topic, ofTopic]) => ({
      topic,
      partitions: [...ofTopic].map(([partition, messages]) => ({ partition, messages })),
    }));
    const wanted = { acks: ALL_IN_SYNC, timeout: this.manner.ackTimeoutMs, topicData };
    const produced = await wire.ask(produce, wanted);
    const acks: Append[] = [];
    const stale: Outgoing[] = [];
    let trouble: KafkaTrouble | undefined;
    for (const { topic, partition, errorCode, appendedAt } of produced) {
      const code = codeOf(errorCode);
      if (code === undefined) {
        acks.push({ topic, appendedAt });
        continue;
      }
      const one = new KafkaTrouble(code, false, wire.broker);
      trouble = trouble && staleLast(trouble, one) <= 0 ? trouble : one;
      if (!STALE.has(code)) continue;
      this.cluster.forget(topic);
      stale.push(...(sorted.get(topic)?.get(partition) ?? []));
    }
    return { acks, stale, trouble };
  }
}

/** What another try may mend counts only when there is nothing else. */
const staleLast = (a: KafkaTrouble, b: KafkaTrouble): number =>
  Number(STALE.has(a.code)) - Number(STALE.has(b.code));

function put(byLeader: Map<number, Sorted>, leader: number, message: Outgoing, partition: number): void {
  const ofLeader = byLeader.get(leader) ?? new Map<string, Map<number, Outgoing[]>>();
  const ofTopic = ofLeader.get(message.topic) ?? new Map<number, Outgoing[]>();
  const ofPartition = ofTopic.get(partition) ?? [];
  ofPartition.push(message);
  ofTopic.set(partition, ofPartition);
  ofLeader.set(message.topic, ofTopic);
  byLeader.set(leader, ofLeader);
}
