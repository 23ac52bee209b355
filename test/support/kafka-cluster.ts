import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { kafkaJars } from '../../tools/kafka/jars.ts';
import {
  freePort,
  newClusterId,
  startLocalBroker,
  type LocalBroker,
  type LocalBrokerOptions,
} from '../../tools/kafka/local-broker.ts';
import { findJava, NoKafka, NOTHING_TO_RUN_KAFKA_WITH } from '../../tools/kafka/programs.ts';
import { WORKSPACE } from '../../tools/build/bundle.ts';
import { TOPICS } from '@ssbtek/messaging';
import { adminTls, KAFKA_CERTIFICATES, untilUsable, withAdmin } from './kafka-admin.ts';
import { kafkaBus } from './kafka-client.ts';
import { OwnNetwork } from './own-network.ts';
import { SmallDisk } from './small-disk.ts';
import { allow } from './secured-kafka.ts';

export const NODES = 3;
const IN_SYNC_WITHIN_MS = 180_000;
const LOOK_MS = 500;

/** Of the line that a node writes when it becomes the active controller. */
const ACTIVATION = 'Performing controller activation';

/** One node, broker and controller in one. */
export class ClusterNode {
  private broker: LocalBroker | undefined;
  /** When it last became the active controller, local ms; 0 if it never has. */
  activatedAt = 0;

  constructor(
    readonly id: number,
    private readonly options: LocalBrokerOptions,
    private readonly network: OwnNetwork | undefined,
  ) {}

  get address(): string {
    return `${this.options.host ?? '127.0.0.1'}:${this.options.port}`;
  }

  async start(): Promise<void> {
    const hear = (written: string): void => {
      if (written.includes(ACTIVATION)) this.activatedAt = performance.now();
    };
    const broker = await startLocalBroker({ ...this.options, hear });
    this.broker = broker;
    void broker.exited.then(() => {
      if (this.broker === broker) this.broker = undefined;
    });
  }

  /** Resolves when it is gone, by itself or by somebody else. */
  async gone(): Promise<void> {
    await this.broker?.exited;
  }

  /** A crash, or a clean stop. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const { broker } = this;
    // A process that stands still hears nothing but this.
    if (signal === 'SIGKILL') broker?.signal('SIGCONT');
    broker?.signal(signal);
    await broker?.exited;
  }

  /** Answers nothing and closes no connection, until {@link resume}. */
  pause(): void {
    this.broker?.signal('SIGSTOP');
  }

  resume(): void {
    this.broker?.signal('SIGCONT');
  }

  /** Runs and reaches nobody, until {@link rejoin}. Only in a network of the tests' own. */
  async isolate(): Promise<void> {
    await this.network?.cut(this.id);
  }

  async rejoin(): Promise<void> {
    await this.network?.mend(this.id);
  }
}

/** What a cluster may have that not every machine allows. */
export interface ClusterOptions {
  /** Each node in a network namespace of its own, so that it can be cut off. */
  readonly network?: boolean;
  /** This node's data lies on a disk that can be filled. */
  readonly smallDisk?: number;
}

/**
 * A Kafka of three nodes: each topic three times, two of them must have a record, client certificates demanded, permissions
 * enforced. Made by hand with Java: what happens to a node is then ours to decide.
 */
export class KafkaCluster {
  private constructor(
    readonly nodes: readonly ClusterNode[],
    /** Of the node that was asked to have one. */
    readonly disk: SmallDisk | undefined,
    private readonly network: OwnNetwork | undefined,
    private readonly folder: string,
  ) {}

  /** @throws NoKafka without Java and Maven */
  static async start({
    network: wantsNetwork = false,
    smallDisk,
  }: ClusterOptions = {}): Promise<KafkaCluster> {
    const java = await findJava();
    if (!java) throw new NoKafka(NOTHING_TO_RUN_KAFKA_WITH);
    const folder = join(tmpdir(), `ssbtek-cluster-${randomUUID()}`);
    const network = wantsNetwork ? await OwnNetwork.make(NODES) : undefined;
    const disk =
      smallDisk === undefined ? undefined : await SmallDisk.make(join(folder, `node-${smallDisk}`));
    const jarsDir = await kafkaJars(join(WORKSPACE, '.cache/kafka'), java);
    const places = await Promise.all(
      Array.from({ length: NODES }, async (_, i) => ({
        host: network?.hostOf(i + 1) ?? '127.0.0.1',
        port: await freePort(),
        controllerPort: await freePort(),
      })),
    );
    const clusterId = newClusterId();
    const voters = places.map(({ host, controllerPort }, i) => `${i + 1}@${host}:${controllerPort}`);
    const nodes = places.map(({ host, port, controllerPort }, i) => {
      const member = { nodeId: i + 1, voters, clusterId, controllerPort };
      const dataDir = join(folder, `node-${i + 1}`);
      const within = network?.inside(i + 1) ?? [];
      const options = {
        java,
        jarsDir,
        dataDir,
        host,
        port,
        member,
        within,
        certificates: KAFKA_CERTIFICATES,
      };
      return new ClusterNode(i + 1, options, network);
    });
    const cluster = new KafkaCluster(nodes, disk, network, folder);
    // A run that is broken off must not leave brokers behind.
    process.once('exit', cluster.orphaned);
    try {
      await Promise.all(nodes.map((node) => node.start()));
      await untilUsable(cluster.access);
    } catch (error) {
      await cluster.stop();
      throw error;
    }
    return cluster;
  }

  /** As clients are told it: all nodes. */
  get brokers(): string {
    return this.nodes.map(({ address }) => address).join();
  }

  /** The node that leads the others. */
  get controller(): ClusterNode {
    const [latest] = this.nodes.toSorted((a, b) => b.activatedAt - a.activatedAt);
    if (!latest?.activatedAt) throw new Error('no controller has been active');
    return latest;
  }

  /** Makes the topics of the mesh, and gives each workload its permissions. */
  async prepare(workloads: readonly string[]): Promise<void> {
    const tls = { current: adminTls, close: () => undefined };
    const bus = kafkaBus({ brokers: this.nodes.map(({ address }) => address), clientId: 'admin', tls });
    for (const { name } of TOPICS) await bus.partitions(name);
    await bus.close();
    for (const workload of workloads) await allow(this.brokers, workload);
  }

  /** Waits until every node has everything. */
  async allInSync(): Promise<void> {
    const until = Date.now() + IN_SYNC_WITHIN_MS;
    while (!(await this.isInSync().catch(() => false))) {
      if (Date.now() > until) throw new Error('replicas are not in sync');
      await sleep(LOOK_MS);
    }
  }

  async stop(): Promise<void> {
    process.off('exit', this.orphaned);
    await Promise.all(this.nodes.map((node) => node.end('SIGKILL')));
    await this.network?.remove();
    await this.disk?.remove();
    await rm(this.folder, { recursive: true, force: true });
  }

  private readonly orphaned = (): void => this.nodes.forEach((node) => void node.end('SIGKILL'));

  private get access() {
    return { brokers: this.nodes.map(({ address }) => address), ssl: adminTls() };
  }

  private async isInSync(): Promise<boolean> {
    let inSync = false;
    await withAdmin(this.access, async (admin) => {
      const { topics } = await admin.fetchTopicMetadata();
      inSync = topics.every(({ partitions }) => partitions.every(({ isr }) => isr.length === NODES));
    });
    return inSync;
  }
}
