import type { ServerResponse } from 'node:http';
import { SECURITY_HEADERS } from '../headers';

/** Looks so often whether somebody has fallen silent, ms: only while somebody listens. */
const LOOK_MS = 1000;
/** What comes close together goes out together, ms. */
const TOGETHER_MS = 100;
/** Figures go out at least so often, also when no word has changed, ms. */
const FIGURES_MS = 15_000;
/** So often something is sent in any case, so that proxies and readers know that we are there, ms. */
const BEAT_MS = 10_000;
/** A reader that lets so many bytes wait is cut off: it comes back by itself. */
const MOST_WAITING_BYTES = 512 * 1024;
/** How long a reader that was cut off waits before it comes back, ms. */
const RETRY_MS = 5000;

const HEADERS = {
  ...SECURITY_HEADERS,
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  // For proxies that would gather it otherwise.
  'x-accel-buffering': 'no',
};

/** What is told at a moment. */
export interface Told {
  /** The event's data, one line. */
  readonly data: string;
  /** What makes it news: the same as long as only figures change. */
  readonly news: string;
}

/** Open pages that are told what changes: server-sent events, no more of them than allowed. */
export class Streams {
  private readonly open = new Set<ServerResponse>();
  private looking: NodeJS.Timeout | undefined;
  private due: NodeJS.Timeout | undefined;
  private news = '';
  private toldAt = 0;
  private beatAt = 0;
  private over = false;

  /**
   * @param most streams at the same time
   * @param tell asked when there may be something to tell, and only while somebody listens
   */
  constructor(
    private readonly most: number,
    private readonly tell: () => Told,
  ) {}

  get count(): number {
    return this.open.size;
  }

  /** Whether there is room for one more. */
  hasRoom(): boolean {
    return !this.over && this.open.size < this.most;
  }

  /** One more listener; told at once how things are. */
  enter(response: ServerResponse): void {
    response.writeHead(200, HEADERS);
    const told = this.tell();
    response.write(`retry: ${RETRY_MS}\n\n${eventOf(told)}`);
    this.open.add(response);
    response.once('close', () => this.left(response));
    response.once('error', () => this.left(response));
    if (this.looking) return;
    this.news = told.news;
    this.toldAt = this.beatAt = performance.now();
    this.looking = setInterval(() => this.look(), LOOK_MS);
    this.looking.unref();
  }

  /** Something was heard. */
  changed(): void {
    if (this.due || this.open.size === 0) return;
    this.due = setTimeout(() => {
      this.due = undefined;
      this.look();
    }, TOGETHER_MS);
    this.due.unref();
  }

  /** Ends every stream; nobody is let in any more. */
  stop(): void {
    this.over = true;
    for (const response of this.open) response.end();
    this.open.clear();
    this.rest();
  }

  private look(): void {
    const now = performance.now();
    const told = this.tell();
    if (told.news !== this.news || now - this.toldAt >= FIGURES_MS) {
      this.news = told.news;
      this.toldAt = this.beatAt = now;
      this.send(eventOf(told));
    } else if (now - this.beatAt >= BEAT_MS) {
      this.beatAt = now;
      this.send(': here\n\n');
    }
  }

  private send(text: string): void {
    for (const response of [...this.open]) {
      if (response.writableLength > MOST_WAITING_BYTES) response.destroy();
      else response.write(text);
    }
  }

  private left(response: ServerResponse): void {
    this.open.delete(response);
    if (this.open.size === 0) this.rest();
  }

  /** Nobody listens: nothing is looked at. */
  private rest(): void {
    clearInterval(this.looking);
    clearTimeout(this.due);
    this.looking = this.due = undefined;
  }
}

const eventOf = ({ data }: Told): string => `event: status\ndata: ${data}\n\n`;
