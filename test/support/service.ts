import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

const PROBE_EVERY_MS = 1000;

/** One ingress behind a {@link Service}. */
export interface Endpoint {
  readonly port: number;
  /** Whether its readiness probe succeeds. */
  readonly ready: () => Promise<boolean>;
}

interface Backend extends Endpoint {
  isReady: boolean;
}

/**
 * What a Kubernetes Service does for TCP: each new connection goes to the next endpoint that was ready when it was last
 * probed, which may be a second ago; connections that stand are left alone.
 */
export class Service {
  private readonly backends = new Map<string, Backend>();
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;
  private timer: NodeJS.Timeout | undefined;
  private turn = 0;
  /** Connections that found no endpoint, or one that did not take them. */
  refused = 0;

  private constructor() {
    this.server = createServer({ allowHalfOpen: true }, (socket) => this.forward(socket));
  }

  static async start(): Promise<Service> {
    const service = new Service();
    await new Promise<void>((resolve) => service.server.listen(0, '127.0.0.1', resolve));
    service.timer = setInterval(() => void service.probe(), PROBE_EVERY_MS);
    return service;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Endpoints that take new connections. */
  get ready(): readonly string[] {
    return [...this.backends].filter(([, { isReady }]) => isReady).map(([name]) => name);
  }

  add(name: string, endpoint: Endpoint): void {
    this.backends.set(name, { ...endpoint, isReady: false });
  }

  remove(name: string): void {
    this.backends.delete(name);
  }

  async probe(): Promise<void> {
    for (const backend of this.backends.values()) backend.isReady = await backend.ready().catch(() => false);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private forward(caller: Socket): void {
    const ready = [...this.backends.values()].filter(({ isReady }) => isReady);
    const backend = ready[(this.turn += 1) % Math.max(1, ready.length)];
    if (!backend) {
      this.refused += 1;
      caller.destroy();
      return;
    }
    const inner = connect({ host: '127.0.0.1', port: backend.port, allowHalfOpen: true });
    inner.once('error', () => {
      if (inner.pending) this.refused += 1;
      caller.destroy();
    });
    caller.once('error', () => inner.destroy());
    for (const socket of [caller, inner]) {
      this.sockets.add(socket);
      socket.setNoDelay(true).once('close', () => this.sockets.delete(socket));
    }
    caller.pipe(inner).pipe(caller);
  }
}
