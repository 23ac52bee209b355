import { connect, type Socket } from 'node:net';

/** Posts over kept connections and reads answers that tell their length: no more HTTP than that. */
export class Poster {
  private readonly idle: Exchange[] = [];
  private readonly port: number;
  private readonly head: string;

  constructor(port: number, path: string) {
    this.port = port;
    this.head = `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncontent-type: text/xml\r\ncontent-length: `;
  }

  async post(body: Buffer): Promise<Buffer> {
    const exchange = this.idle.pop() ?? new Exchange(this.port);
    const answer = await exchange.run(
      Buffer.concat([Buffer.from(`${this.head}${body.length}\r\n\r\n`), body]),
    );
    this.idle.push(exchange);
    return answer;
  }
}

class Exchange {
  private readonly socket: Socket;
  private got: Buffer = Buffer.alloc(0);
  private done: (body: Buffer) => void = () => undefined;

  constructor(port: number) {
    this.socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.socket.on('data', (chunk) => this.take(chunk));
    // As with the broker: no second chance.
    this.socket.on('close', () => {
      throw new Error('The agency has gone.');
    });
  }

  run(request: Buffer): Promise<Buffer> {
    this.socket.write(request);
    return new Promise((resolve) => (this.done = resolve));
  }

  private take(chunk: Buffer): void {
    this.got = this.got.length === 0 ? chunk : Buffer.concat([this.got, chunk]);
    const start = this.got.indexOf('\r\n\r\n') + 4;
    if (start < 4) return;
    const length = Number(/content-length: (\d+)/i.exec(this.got.toString('latin1', 0, start))?.[1]);
    if (this.got.length < start + length) return;
    const body = this.got.subarray(start, start + length);
    this.got = Buffer.alloc(0);
    this.done(body);
  }
}
