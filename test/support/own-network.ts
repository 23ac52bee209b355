import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ip = (...args: string[]): Promise<unknown> => run('ip', args);

/** Addresses that lead nowhere but into the namespaces made here; certificates of tests know them. */
const PREFIX = '10.213.0';
const BRIDGE = 'ssbtek-test';

/**
 * A network of the tests' own: namespaces on a bridge of this machine, reached from it and from nowhere else. A node can
 * be cut off while it runs, as by a switch that fails. Needs root and `ip`.
 */
export class OwnNetwork {
  private constructor(private readonly nodes: number) {}

  /** Whether this machine lets namespaces be made. */
  static async isAllowed(): Promise<boolean> {
    const name = `${BRIDGE}-try`;
    const made = await ip('netns', 'add', name).then(
      () => true,
      () => false,
    );
    if (made) await ip('netns', 'del', name);
    return made;
  }

  static async make(nodes: number): Promise<OwnNetwork> {
    const network = new OwnNetwork(nodes);
    await network.remove();
    await ip('link', 'add', BRIDGE, 'type', 'bridge');
    await ip('addr', 'add', `${PREFIX}.1/24`, 'dev', BRIDGE);
    await ip('link', 'set', BRIDGE, 'up');
    for (let id = 1; id <= nodes; id += 1) await network.addNode(id);
    return network;
  }

  hostOf(id: number): string {
    return `${PREFIX}.${10 + id}`;
  }

  /** Words before a program that shall run on a node. */
  inside(id: number): readonly string[] {
    return ['ip', 'netns', 'exec', namespaceOf(id)];
  }

  /** No packet reaches the node or leaves it. */
  async cut(id: number): Promise<void> {
    await ip('link', 'set', cableOf(id), 'down');
  }

  async mend(id: number): Promise<void> {
    await ip('link', 'set', cableOf(id), 'up');
  }

  async remove(): Promise<void> {
    for (let id = 1; id <= this.nodes; id += 1) {
      // With the namespace it would go later, some time.
      await unlessGone(ip('link', 'del', cableOf(id)));
      await unlessGone(ip('netns', 'del', namespaceOf(id)));
    }
    await unlessGone(ip('link', 'del', BRIDGE));
  }

  private async addNode(id: number): Promise<void> {
    const [namespace, cable] = [namespaceOf(id), cableOf(id)];
    const within = (...args: string[]): Promise<unknown> => ip('-n', namespace, ...args);
    await ip('netns', 'add', namespace);
    await ip('link', 'add', cable, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', namespace);
    await ip('link', 'set', cable, 'master', BRIDGE);
    await ip('link', 'set', cable, 'up');
    await within('addr', 'add', `${this.hostOf(id)}/24`, 'dev', 'eth0');
    await within('link', 'set', 'lo', 'up');
    await within('link', 'set', 'eth0', 'up');
  }
}

const namespaceOf = (id: number): string => `${BRIDGE}-${id}`;
const cableOf = (id: number): string => `ssbtek-${id}`;

/** What is not there need not be taken away. */
async function unlessGone(removal: Promise<unknown>): Promise<void> {
  await removal.catch((error: unknown) => {
    if (!/No such file|Cannot find device/.test(String(error))) throw error;
  });
}
