import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import { Asker } from '../load/load/asker.ts';
import { ProcessMesh, roleOf } from './processes';
import { Service } from './service';

/** Every role that has replicas. */
export const REPLICATED = [
  'aggregator',
  ...BASTJANSTER.map(({ descriptor }) => `worker-${descriptor.kod}`),
  'ingress',
];
const REPLICAS = 2;
const COMPLAINTS = 30;
/** Longer than the second after which the service has seen that an ingress is not ready. */
const DRAIN_MS = 2500;

/** How a process went. */
export interface Stopped {
  readonly id: string;
  readonly code: number | null;
  /** What readiness said after the signal, 0 when the process was gone before it could say anything. */
  readonly readiness: number;
  /** From the signal to the end of the process, ms. */
  readonly tookMs: number;
}

/** What differs between fleets. */
export interface FleetOptions {
  /** Settings of every process. */
  readonly env?: Readonly<Record<string, string>>;
  readonly own?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Replicas of a role; two unless said. `workers` is there only if it is named. */
  readonly replicas?: Readonly<Record<string, number>>;
}

/** The mesh with replicas of each role, callers reach the ingresses through a service, as in a cluster. */
export class Fleet {
  private born: number;

  private constructor(
    readonly mesh: ProcessMesh,
    readonly service: Service,
    readonly asker: Asker,
  ) {
    this.born = mesh.running.length;
  }

  /** Ready, and warm, when it returns. */
  static async start(brokers: string, { env, own, replicas = {} }: FleetOptions = {}): Promise<Fleet> {
    const roles = new Set([...REPLICATED, ...Object.keys(replicas)]);
    const ids = [...roles].flatMap((role) =>
      Array.from({ length: replicas[role] ?? REPLICAS }, (_, i) => `${role}.${i + 1}`),
    );
    const mesh = await ProcessMesh.start(brokers, env, {
      ids: ['simulator', ...ids],
      own: { ...own, ingress: { SSBTEK_DRAIN_MS: String(DRAIN_MS), ...own?.['ingress'] } },
    });
    const service = await Service.start();
    const fleet = new Fleet(mesh, service, new Asker(service.origin));
    for (const id of ids.filter((one) => roleOf(one) === 'ingress')) fleet.offer(id);
    await service.probe();
    for (const { descriptor } of BASTJANSTER) await mesh.control(descriptor.kod, { nonce: true });
    return fleet;
  }

  /** The running replicas of a role. */
  replicas(role: string): readonly string[] {
    return this.mesh.running.filter((id) => roleOf(id) === role);
  }

  /** One more replica, ready when it returns. */
  async grow(role: string): Promise<string> {
    const id = `${role}.${(this.born += 1)}`;
    await this.mesh.add(id);
    await this.mesh.ready(id);
    if (role === 'ingress') this.offer(id);
    return id;
  }

  /** Ends a replica as Kubernetes does: the signal, and the service learns by probing. */
  async shrink(id: string): Promise<Stopped> {
    const startedAt = performance.now();
    const ended = this.mesh.end(id, 'SIGTERM');
    const readiness = await this.noLongerReady(id);
    const code = await ended;
    this.service.remove(id);
    return { id, code, readiness, tookMs: performance.now() - startedAt };
  }

  /** A rolling update of a Deployment with `maxUnavailable: 0`: a new replica is ready before an old one goes. */
  async roll(role: string): Promise<readonly Stopped[]> {
    const stopped: Stopped[] = [];
    for (const old of this.replicas(role)) {
      const added = await this.grow(role);
      if (role === 'ingress') await this.offered(added);
      stopped.push(await this.shrink(old));
    }
    return stopped;
  }

  /** Keeps `inFlight` questions in flight until the work is done; resolves to how many were answered. */
  async underLoad(inFlight: number, work: () => Promise<void>, atLeast = 0): Promise<number> {
    const before = this.asker.answered;
    let over = false;
    const lanes = Array.from({ length: inFlight }, async () => {
      while (!over || this.asker.answered - before < atLeast) await this.asker.ask();
    });
    await work().finally(() => (over = true));
    await Promise.all(lanes);
    return this.asker.answered - before;
  }

  /** What was wrong with answers, and why, as far as the processes say. */
  wrong(): Readonly<Record<string, unknown>> {
    if (this.asker.violations.size === 0) return {};
    const complaints = this.mesh.output.split('\n').filter((line) => /"level":"(?:warn|error)"/.test(line));
    return { ...Object.fromEntries(this.asker.violations), complaints: complaints.slice(-COMPLAINTS) };
  }

  async stop(): Promise<void> {
    await this.asker.close();
    await this.service.stop();
    await this.mesh.stop();
  }

  private async noLongerReady(id: string): Promise<number> {
    for (;;) {
      const { status } = await this.mesh.management(id, '/health/ready').catch(() => ({ status: 0 }));
      if (status !== 200) return status;
    }
  }

  private offer(id: string): void {
    const ready = async (): Promise<boolean> =>
      (await this.mesh.management(id, '/health/ready')).status === 200;
    this.service.add(id, { port: this.mesh.httpPort(id), ready });
  }

  private async offered(id: string): Promise<void> {
    while (!this.service.ready.includes(id)) await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
