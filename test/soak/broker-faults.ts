import { setTimeout as sleep } from 'node:timers/promises';
import type { ClusterNode, KafkaCluster } from '../support/kafka-cluster';

/** How long a node is away, ms: longer than the others need to notice it. */
const AWAY_MS = 20_000;
const GONE_MS = 5000;

/** Something that happens to a cluster of three nodes, and is over when it resolves. */
export interface BrokerFault {
  readonly name: string;
  /** In the words of the simulation where it has one for it. */
  readonly kind: string;
  /** What a machine must allow for it. */
  readonly needs?: 'network' | 'disk';
  readonly run: (cluster: KafkaCluster) => Promise<void>;
}

async function kill(node: ClusterNode): Promise<void> {
  await node.end('SIGKILL');
  await sleep(GONE_MS);
  await node.start();
}

async function pause(node: ClusterNode): Promise<void> {
  node.pause();
  await sleep(AWAY_MS);
  node.resume();
}

async function cutOff(node: ClusterNode): Promise<void> {
  await node.isolate();
  await sleep(AWAY_MS);
  await node.rejoin();
}

const eachNode = (
  kind: string,
  name: string,
  act: (node: ClusterNode) => Promise<void>,
): readonly BrokerFault[] =>
  [0, 1, 2].map((index) => ({
    name: `node ${index + 1} ${name}`,
    kind,
    run: ({ nodes }) => act(nodes[index] as ClusterNode),
  }));

/** Every node in turn, and the one that leads. */
export const BROKER_FAULTS: readonly BrokerFault[] = [
  ...eachNode('broker-killed', 'killed', kill),
  ...eachNode('broker-paused', 'paused', pause),
  { name: 'controller killed', kind: 'broker-killed', run: ({ controller }) => kill(controller) },
  { name: 'controller paused', kind: 'broker-paused', run: ({ controller }) => pause(controller) },
  {
    name: 'rolling restart',
    kind: 'brokers-rolled',
    async run(cluster) {
      for (const node of cluster.nodes) {
        await node.end('SIGTERM');
        await node.start();
        await cluster.allInSync();
      }
    },
  },
  {
    name: 'controller cut off',
    kind: 'broker-cut-off',
    needs: 'network',
    run: ({ controller }) => cutOff(controller),
  },
  ...eachNode('broker-cut-off', 'cut off', cutOff)
    .slice(0, 1)
    .map((fault) => ({ ...fault, needs: 'network' as const })),
  {
    name: 'disk of a node full',
    kind: 'disk-full',
    needs: 'disk',
    async run({ disk, nodes }) {
      const node = nodes.at(-1) as ClusterNode;
      await disk?.fill();
      // It has one disk: a broker without any ends itself.
      await node.gone();
      await disk?.clear();
      await node.start();
    },
  },
];
