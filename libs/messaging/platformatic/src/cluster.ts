import { findCoordinatorV3, metadataV9, protocolErrorsCodesById } from '@platformatic/kafka';
import { KafkaTrouble, type KafkaConnection } from '@ssbtek/messaging-kafka/driver';
import { Wire, type Address, type WireManner } from './wire';

/** Of the kinds of coordinators: the one of a group. */
const OF_GROUP = 0;

/** What a wire is for. */
export type Use = 'common' | 'fetch' | 'leave';

/** What is known of a topic. */
export interface TopicMap {
  /** By partition: the node that leads it; -1 for none. */
  readonly leaders: readonly number[];
  /** By partition: how many replicas it has. */
  readonly replicas: readonly number[];
  /** Local time at which it was asked for. */
  readonly askedAt: number;
}

/** The protocol's word for the number in an answer; undefined for none. */
export const codeOf = (errorCode: number): string | undefined =>
  errorCode === 0
    ? undefined
    : ((protocolErrorsCodesById as Readonly<Record<number, string>>)[errorCode] ?? 'UNKNOWN_SERVER_ERROR');

/** The brokers as one client sees them: who is there, who leads what, and a wire to each. */
export class Cluster {
  private readonly wires = new Map<string, Wire>();
  private nodes = new Map<number, Address>();
  private readonly topics = new Map<string, TopicMap>();
  private controller = -1;

  constructor(
    private readonly connection: KafkaConnection,
    private readonly manner: WireManner,
  ) {
    manner.given.addEventListener('abort', () => this.close(), { once: true });
  }

  /** How many brokers there are, as last heard. */
  get size(): number {
    return this.nodes.size;
  }

  /** Resolves once a broker is there. */
  async connect(): Promise<void> {
    await this.anyOf((wire) => wire.open());
  }

  /**
   * The wire to a node that was named in an answer.
   * @param use a broker answers what comes over one connection in turn: what waits there for long has its own
   */
  node(id: number, use?: Use): Wire {
    const address = this.nodes.get(id);
    if (!address) throw new KafkaTrouble('BROKER_NOT_AVAILABLE', true);
    return this.wireTo(address, use);
  }

  /** The one that makes topics. */
  controllerNode(): Wire {
    return this.node(this.nodes.has(this.controller) ? this.controller : ([...this.nodes.keys()][0] ?? -1));
  }

  /** A topic as it was last asked for; asks when that is longer ago than `maxAgeMs`. */
  async topic(name: string, maxAgeMs = 0): Promise<TopicMap> {
    const known = this.topics.get(name);
    if (known && performance.now() - known.askedAt < maxAgeMs) return known;
    const all = await this.ask([name]);
    const found = all.get(name);
    if (found instanceof KafkaTrouble) throw found;
    if (!found) throw new KafkaTrouble('UNKNOWN_TOPIC_OR_PARTITION', false);
    return found;
  }

  /** What was learned of a topic is no longer so. */
  forget(topic: string): void {
    this.topics.delete(topic);
  }

  /** All topics that we may see. */
  async everyTopic(): Promise<ReadonlyMap<string, TopicMap>> {
    const all = [...(await this.ask(null))];
    return new Map(all.flatMap(([name, found]) => (found instanceof KafkaTrouble ? [] : [[name, found]])));
  }

  /** Where a group is coordinated. */
  async coordinator(group: string): Promise<Address> {
    const { coordinators } = await this.anyOf((wire) => wire.ask(findCoordinatorV3.api, OF_GROUP, [group]));
    const [found] = coordinators;
    if (!found || found.nodeId < 0) throw new KafkaTrouble('COORDINATOR_NOT_AVAILABLE', false);
    return { host: found.host, port: found.port };
  }

  close(): void {
    for (const wire of this.wires.values()) wire.close();
  }

  private async ask(names: string[] | null): Promise<ReadonlyMap<string, TopicMap | KafkaTrouble>> {
    const answer = await this.anyOf((wire) => wire.askForEach(metadataV9.api, names, false, false, false));
    const askedAt = performance.now();
    this.nodes = new Map(answer.brokers.map(({ nodeId, host, port }) => [nodeId, { host, port }]));
    this.controller = answer.controllerId;
    const found = new Map<string, TopicMap | KafkaTrouble>();
    for (const { name, errorCode, partitions } of answer.topics) {
      const code = codeOf(errorCode);
      if (code !== undefined) {
        found.set(name, new KafkaTrouble(code, false));
        continue;
      }
      const [leaders, replicas]: [number[], number[]] = [[], []];
      for (const { partitionIndex, leaderId, replicaNodes } of partitions) {
        leaders[partitionIndex] = leaderId;
        replicas[partitionIndex] = replicaNodes.length;
      }
      const map = { leaders, replicas, askedAt };
      found.set(name, map);
      this.topics.set(name, map);
    }
    return found;
  }

  /** Asks one broker after the other until one answers: those that are known, then those that were named at first. */
  private async anyOf<T>(ask: (wire: Wire) => Promise<T>): Promise<T> {
    const named = this.connection.brokers.map(addressOf);
    const addresses = new Map([...this.nodes.values(), ...named].map((one) => [keyOf(one), one]));
    let last: unknown = new KafkaTrouble('BROKER_NOT_AVAILABLE', true);
    for (const address of addresses.values()) {
      if (this.manner.given.aborted) break;
      try {
        return await ask(this.wireTo(address));
      } catch (error) {
        if (!(error instanceof KafkaTrouble) || !error.ofConnection) throw error;
        last = error;
      }
    }
    throw last;
  }

  /** The wire to an address, see {@link node}. */
  wireTo({ host, port }: Address, use: Use = 'common'): Wire {
    const key = `${keyOf({ host, port })} ${use}`;
    const wire = this.wires.get(key) ?? new Wire({ host, port }, this.connection, this.manner);
    this.wires.set(key, wire);
    return wire;
  }
}

const keyOf = ({ host, port }: Address): string => `${host}:${port}`;

function addressOf(broker: string): Address {
  const colon = broker.lastIndexOf(':');
  return { host: broker.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(broker.slice(colon + 1)) };
}
