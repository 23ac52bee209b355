import { AsyncLocalStorage } from 'node:async_hooks';

/** In which order things happen that are due at the same time, as in Node's event loop. */
export const RANK = { timer: 0, arrival: 1, turn: 2 } as const;

/** Something that will happen; `run` is taken away when it shall not. */
export interface Due {
  at: number;
  readonly rank: number;
  readonly order: number;
  readonly host: Host | undefined;
  run: (() => void) | undefined;
}

/** Taken before anything is replaced. Between two callbacks of the real event loop all promises settle. */
const realTurn = setImmediate;

const STEPS_OF_A_TURN = 200;

const current = new AsyncLocalStorage<Host>();

/** The process that is running now; undefined outside of all: at the broker, among callers, in tests. */
export const hostNow = (): Host | undefined => current.getStore();

/** Runs something outside of all processes. */
export const outside = <T>(run: () => T): T => current.exit(run);

/**
 * A process of the mesh. Everything that wakes it passes through {@link VirtualTime}: one that has died is never woken
 * again, one that is held (paused, or busy) is woken by all of it at once afterwards.
 */
export class Host {
  alive = true;
  /** Nothing happens in it before this, virtual ms. */
  heldUntil = 0;
  /** How far its view of the broker's clock is off, ms. */
  clockErrorMs = 0;
  /** How far its own clock is off, ms. */
  localErrorMs = 0;

  constructor(
    readonly name: string,
    readonly role: string,
    readonly time: VirtualTime,
  ) {}

  /** Runs something in this process. */
  run<T>(what: () => T): T {
    return current.run(this, what);
  }
}

/** Time that passes only when nothing is left to do: a heap of what is due, run one after the other. */
export class VirtualTime {
  private readonly heap: Due[] = [];
  private orders = 0;
  private at = 0;
  /** What ran so far. */
  happened = 0;

  /** Virtual ms since the beginning. */
  get now(): number {
    return this.at;
  }

  /** Enters something at a time; never before now. */
  enter(at: number, rank: number, host: Host | undefined, run: () => void): Due {
    const due = { at: Math.max(at, this.at), rank, order: (this.orders += 1), host, run };
    this.push(due);
    return due;
  }

  /** Something that arrives at a process, or happens outside of all, in so many ms. */
  after(ms: number, host: Host | undefined, run: () => void): Due {
    return this.enter(this.at + ms, RANK.arrival, host, run);
  }

  /** Runs what is due until `end`; each thing is over, with all promises that it settled, before the next begins. */
  runUntil(end: number, failed: (error: unknown, host: Host | undefined) => void): Promise<void> {
    return new Promise((resolve) => {
      let isOver = false;
      const step = (): void => {
        if (isOver || this.step(end, failed)) return;
        isOver = true;
        this.at = Math.max(this.at, end);
        resolve();
      };
      // Promises settle between the callbacks of one turn of the real event loop, too: that is cheaper than a turn for each.
      const turn = (): void => {
        if (isOver) return;
        for (let i = 0; i < STEPS_OF_A_TURN; i += 1) realTurn(step);
        realTurn(turn);
      };
      turn();
    });
  }

  /** Runs the next thing that is due until `end`; false when there is none. */
  private step(end: number, failed: (error: unknown, host: Host | undefined) => void): boolean {
    for (let next = this.heap[0]; next && next.at <= end; next = this.heap[0]) {
      this.pop();
      const { host, run } = next;
      if (!run || host?.alive === false) continue;
      if (host && host.heldUntil > next.at) {
        next.at = host.heldUntil;
        this.push(next);
        continue;
      }
      this.at = next.at;
      this.happened += 1;
      next.run = undefined;
      try {
        if (host) host.run(run);
        else run();
      } catch (error) {
        failed(error, host);
      }
      return true;
    }
    return false;
  }

  private push(due: Due): void {
    const { heap } = this;
    let i = heap.length;
    heap.push(due);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!isBefore(due, heap[parent] as Due)) break;
      heap[i] = heap[parent] as Due;
      i = parent;
    }
    heap[i] = due;
  }

  private pop(): void {
    const { heap } = this;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1] as Due, heap[child] as Due)) child += 1;
      if (!isBefore(heap[child] as Due, last)) break;
      heap[i] = heap[child] as Due;
      i = child;
    }
    heap[i] = last;
  }
}

const isBefore = (a: Due, b: Due): boolean =>
  a.at < b.at || (a.at === b.at && (a.rank < b.rank || (a.rank === b.rank && a.order < b.order)));
