/** The part of a V8 CPU profile that is used. */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  /** Node that was running at each sample. */
  readonly samples: readonly number[];
  /** Time since the sample before, us. */
  readonly timeDeltas: readonly number[];
}

export interface ProfileNode {
  readonly id: number;
  readonly children?: readonly number[];
  readonly callFrame: {
    readonly functionName: string;
    readonly url: string;
    /** From 0. */
    readonly lineNumber: number;
    readonly columnNumber: number;
  };
}

const INTERVAL_US = 500;

/** A process whose inspector is open. */
export class Inspector {
  private readonly socket: WebSocket;
  private readonly waiting = new Map<number, (result: unknown) => void>();
  private sent = 0;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.addEventListener('message', ({ data }) => {
      const { id, result } = JSON.parse(String(data)) as { id?: number; result?: unknown };
      if (id === undefined) return;
      this.waiting.get(id)?.(result);
      this.waiting.delete(id);
    });
  }

  /** Connects to the address that a process has printed. */
  static async connect(output: string): Promise<Inspector> {
    // The launcher may have started Node a second time.
    const address = [...output.matchAll(/Debugger listening on (ws:\S+)/g)].at(-1)?.[1];
    if (!address) throw new Error('The process has printed no inspector address.');
    const socket = new WebSocket(address);
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve, { once: true });
      socket.addEventListener('error', () => reject(new Error('The inspector cannot be reached.')), {
        once: true,
      });
    });
    return new Inspector(socket);
  }

  async start(): Promise<void> {
    await this.call('Profiler.enable');
    await this.call('Profiler.setSamplingInterval', { interval: INTERVAL_US });
    await this.call('Profiler.start');
  }

  /** Ends the profile and the connection. */
  async finish(): Promise<CpuProfile> {
    const { profile } = (await this.call('Profiler.stop')) as { profile: CpuProfile };
    this.socket.close();
    return profile;
  }

  private call(method: string, params: object = {}): Promise<unknown> {
    this.sent += 1;
    const id = this.sent;
    this.socket.send(JSON.stringify({ id, method, params }));
    return new Promise((resolve) => this.waiting.set(id, resolve));
  }
}
