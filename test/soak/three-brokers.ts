import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import type { TrailReport } from '@ssbtek/audit';
import { Fleet, REPLICATED } from '../support/fleet';
import { kafkaCertificate } from '../support/kafka-admin';
import { KafkaCluster, type ClusterOptions } from '../support/kafka-cluster';
import { OwnNetwork } from '../support/own-network';
import { SmallDisk } from '../support/small-disk';
import { RealHistory, type Recorded } from './real-history';
import { Watch } from './watch';

const AUDIT = fileURLToPath(new URL('../../dist/apps/audit/main.js', import.meta.url));
const CALM = { latencyMs: 50, nonce: true };
const DEADLINE_MS = 10_000;
const UNANSWERED = 'no answer: SocketError';

const tlsOf = (user: string): Readonly<Record<string, string>> => ({
  SSBTEK_KAFKA_TLS: 'on',
  SSBTEK_KAFKA_TLS_CA_FILE: kafkaCertificate('ca'),
  SSBTEK_KAFKA_TLS_CERT_FILE: kafkaCertificate(user),
  SSBTEK_KAFKA_TLS_KEY_FILE: kafkaCertificate(user),
});

/** All that this machine lets be done to a cluster; the disk is that of one node. */
export async function whatIsAllowed(smallDisk: number): Promise<ClusterOptions> {
  const disk = await SmallDisk.isAllowed(join(tmpdir(), 'ssbtek-small-disk'));
  return { network: await OwnNetwork.isAllowed(), ...(disk && { smallDisk }) };
}

/**
 * The mesh in processes over a Kafka of three nodes, each process with its own certificate and no more permissions than
 * it needs, and somebody who asks all the time.
 */
export class MeshOnThree {
  private constructor(
    readonly cluster: KafkaCluster,
    readonly fleet: Fleet,
    readonly watch: Watch,
    readonly history: RealHistory,
    private readonly options: ClusterOptions,
  ) {}

  static async start(options: ClusterOptions): Promise<MeshOnThree> {
    const cluster = await KafkaCluster.start(options);
    try {
      await cluster.prepare(REPLICATED);
      const fleet = await Fleet.start(cluster.brokers, {
        env: {
          SSBTEK_KAFKA_REPLICATION_FACTOR: '3',
          SSBTEK_KAFKA_ENSURE_TOPICS: 'false',
          SSBTEK_DEADLINE_MS: String(DEADLINE_MS),
        },
        own: {
          ...Object.fromEntries(REPLICATED.map((role) => [role, tlsOf(role)])),
          simulator: {},
        },
        replicas: Object.fromEntries(
          REPLICATED.filter((role) => role.startsWith('worker-') && role !== 'worker-csn').map((role) => [
            role,
            1,
          ]),
        ),
      });
      for (const { descriptor } of BASTJANSTER) await fleet.mesh.control(descriptor.kod, CALM);
      const history = new RealHistory(DEADLINE_MS);
      const watch = new Watch(fleet.service, history);
      watch.start();
      return new MeshOnThree(cluster, fleet, watch, history, options);
    } catch (error) {
      await cluster.stop();
      throw error;
    }
  }

  /** Whether a fault that needs it can be made to happen. */
  readonly allows = (what: 'network' | 'disk'): boolean =>
    what === 'network' ? this.options.network === true : this.options.smallDisk !== undefined;

  /** What no fault of a broker excuses, and how often. A service without an ingress that is ready takes nobody. */
  get violations(): Readonly<Record<string, number>> {
    const { [UNANSWERED]: unanswered = 0, ...others } = this.watch.violations;
    return unanswered > this.fleet.service.refused ? { ...others, [UNANSWERED]: unanswered } : others;
  }

  /** Agencies that have been asked more often than there were questions (I8). */
  async askedTwice(): Promise<readonly string[]> {
    const kods = BASTJANSTER.map(({ descriptor }) => descriptor.kod);
    const received = await Promise.all(kods.map((kod) => this.fleet.mesh.received(kod)));
    return kods.filter((_, i) => (received[i] ?? 0) > this.watch.asked);
  }

  /** The audit trail as `npm run audit -- verify` reads it. */
  async trail(): Promise<TrailReport> {
    return JSON.parse(await this.audit('verify', '--json')) as TrailReport;
  }

  /** What the simulation's checker has against all that was seen, the records of the trail among it. At the end, once. */
  async judged(): Promise<readonly string[]> {
    for (const line of (await this.audit('export')).split('\n').filter(Boolean))
      this.history.recorded(JSON.parse(line) as Recorded);
    // By kind, time and id: that is what logs and trail are looked into with.
    return this.history.violations().map(({ invariant, what, because }) => {
      const shown = because.map((one) => `${one.k} at ${one.t}${'id' in one ? ` of ${one.id}` : ''}`);
      return `${invariant}: ${what} (${shown.join(', ')})`;
    });
  }

  private async audit(...args: readonly string[]): Promise<string> {
    const { stdout } = await promisify(execFile)(process.execPath, [AUDIT, ...args], {
      env: {
        PATH: process.env['PATH'],
        SSBTEK_KAFKA_BROKERS: this.cluster.brokers,
        SSBTEK_AUDIT_KEYS_FILE: this.fleet.mesh.auditKeysFile,
        ...tlsOf('admin'),
      },
      maxBuffer: 256 * 1024 * 1024,
    }).catch((error: unknown) => error as { readonly stdout: string });
    return stdout;
  }

  async stop(): Promise<void> {
    await this.watch.stop();
    await this.fleet.stop();
    await this.cluster.stop();
  }
}
