import type { Failure } from '@ssbtek/core';

/** Told when a request stands in our own queue, and when its turn has come. */
export interface Turn {
  waits(): void;
  comes(): void;
}

/** One request's way through: told of by the exchange. */
export interface Pass {
  /** It has a connection: another may open one. */
  readonly onStarted: () => void;
  /** It is over, with the failure to connect where that was it. */
  readonly onEnded: (failure?: Failure) => void;
}

type Waiting = (pass: Pass | Failure) => void;

/**
 * Lets requests to one address through, first come first served: only so many at a time without a connection, because
 * a burst of handshakes keeps us busy and overruns the server's queue; and never more than there may be connections.
 * Who waits here waits for us, not for the agency, unless it does not take connections at all: then nobody waits on.
 */
export class Turnstile {
  private readonly queue: Waiting[] = [];
  private active = 0;
  private opening = 0;
  /** Counts requests that got a connection. */
  private started = 0;

  constructor(
    private readonly maxActive: number,
    private readonly maxOpening: number,
  ) {}

  /** A pass at once, where nobody has to wait. */
  enter(): Pass | undefined {
    return this.open() ? this.pass() : undefined;
  }

  /** Resolves to a pass, or to what became of those in front. Rejects with the signal's reason when it aborts. */
  wait(signal: AbortSignal): Promise<Pass | Failure> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.queue.splice(this.queue.indexOf(settle), 1);
        reject(signal.reason as Error);
      };
      const settle: Waiting = (pass) => {
        signal.removeEventListener('abort', leave);
        resolve(pass);
      };
      this.queue.push(settle);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  private open(): boolean {
    return this.active < this.maxActive && this.opening < this.maxOpening;
  }

  private pass(): Pass {
    this.active++;
    this.opening++;
    const startedBefore = this.started;
    let opening = true;
    const opened = (): void => {
      if (opening) this.opening--;
      opening = false;
    };
    return {
      onStarted: () => {
        this.started++;
        opened();
        this.next();
      },
      onEnded: (failure) => {
        opened();
        this.active--;
        const gone = failure?.kind === 'connection' && failure.reason === 'connect-timeout';
        if (gone && this.started === startedBefore) this.refuseAll(failure);
        else this.next();
      },
    };
  }

  private next(): void {
    while (this.queue.length > 0 && this.open()) this.queue.shift()?.(this.pass());
  }

  private refuseAll(failure: Failure): void {
    for (const settle of this.queue.splice(0)) settle(failure);
  }
}
