import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { send, type DoorReply, type HttpReply } from './http-reply';

/** The way back to a caller who waits (ADR 27). */
export interface WayBack {
  /** Aborted once it is known that nobody waits any more. */
  readonly gone: AbortSignal;
  /** Hands a reply over. True once the operating system has all of it, false when the caller went before. */
  send(reply: HttpReply): Promise<boolean>;
}

/** What the way back needs of the framework's reply. */
export interface RawReply extends DoorReply {
  readonly raw: ServerResponse;
  /** What has been set before the answer is known. */
  getHeaders(): NodeJS.Dict<number | string | string[]>;
  /** From here on the framework sends nothing. */
  hijack(): unknown;
}

/** The longest that a caller may take to fetch its answer, ms. */
const FETCH_TIMEOUT_MS = 30_000;
/** What every answer begins with, whatever follows. */
const BEGINNING = 'HTTP/1.1 ';
/** Pauses before its letters, ms. The second one already tells, where callers are near. */
const PAUSES_MS = [0, 20, 80, 400, 1500, 4000, 6000, 8000] as const;

/**
 * One connection of a caller. That its sending side is closed (FIN) says nothing: a caller may wait all the same (RFC
 * 9112, 9.6), or be gone without having read anything. Only what is sent tells: whoever waits takes it, the system of
 * one who is gone resets the connection. So the beginning of the answer, the same for each, goes out letter by letter.
 */
class Line {
  private readonly open = new Set<CallerWay>();
  private ended = false;

  constructor(readonly socket: Socket) {
    socket.once('end', () => {
      this.ended = true;
      this.doubt();
    });
  }

  enter(way: CallerWay): void {
    this.open.add(way);
  }

  leave(way: CallerWay): void {
    this.open.delete(way);
    if (this.ended) this.doubt();
  }

  /** Answers to several requests on one connection go out in their order: only the last one can begin early. */
  private doubt(): void {
    const [last, another] = this.open;
    if (last && !another) last.doubt();
  }
}

/** Keyed by connection: one listener each, however many questions come over it. */
const LINES = new WeakMap<Socket, Line>();

function lineOf(socket: Socket): Line {
  const known = LINES.get(socket) ?? new Line(socket);
  LINES.set(socket, known);
  return known;
}

class CallerWay implements WayBack {
  private readonly going = new AbortController();
  private begun = 0;
  private sending = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly socket: Socket,
    private readonly reply: RawReply,
    private readonly fetchTimeoutMs: number,
  ) {
    const line = lineOf(socket);
    line.enter(this);
    reply.raw.once('close', () => {
      clearTimeout(this.timer);
      if (!this.sending) this.going.abort();
      line.leave(this);
    });
  }

  get gone(): AbortSignal {
    return this.going.signal;
  }

  /** The caller has closed its sending side. */
  doubt(): void {
    if (this.sending || this.timer || this.gone.aborted) return;
    this.begin();
  }

  async send(reply: HttpReply): Promise<boolean> {
    clearTimeout(this.timer);
    if (this.gone.aborted) return false;
    this.sending = true;
    const sent = this.begun > 0 ? this.sendRest(reply) : this.sendWhole(reply);
    // What has not left at once waits for the caller to read.
    const late =
      this.socket.writableLength > 0 && setTimeout(() => this.socket.destroy(), this.fetchTimeoutMs);
    const taken = await sent;
    if (late) clearTimeout(late);
    return taken;
  }

  private begin(): void {
    const pause = PAUSES_MS[this.begun];
    if (pause === undefined) return;
    this.timer = setTimeout(() => {
      this.socket.write(BEGINNING.charAt(this.begun));
      this.begun += 1;
      this.begin();
    }, pause);
  }

  private sendWhole(reply: HttpReply): Promise<boolean> {
    const { raw } = this.reply;
    return new Promise((resolve) => {
      raw.once('finish', () => resolve(true)).once('close', () => resolve(raw.writableFinished));
      send(this.reply, reply);
    });
  }

  private sendRest({ status, headers, body }: HttpReply): Promise<boolean> {
    this.reply.hijack();
    const own = {
      date: new Date().toUTCString(),
      connection: 'close',
      'content-length': String(body.length),
    };
    const lines = Object.entries({ ...this.reply.getHeaders(), ...headers, ...own }).map(
      ([name, value]) => `${name}: ${value}\r\n`,
    );
    const head = `${BEGINNING}${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n`;
    return new Promise((resolve) => {
      this.socket.once('close', () => resolve(false));
      this.socket.write(head.slice(this.begun));
      this.socket.end(body, () => resolve(this.socket.writableFinished));
    });
  }
}

/** The way back to whoever has sent the request that this reply belongs to. To be asked for as the request comes in. */
export const wayBack = (socket: Socket, reply: RawReply, fetchTimeoutMs = FETCH_TIMEOUT_MS): WayBack =>
  new CallerWay(socket, reply, fetchTimeoutMs);
