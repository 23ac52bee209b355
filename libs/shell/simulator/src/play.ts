import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { SocketFault } from '@ssbtek/bastjanst-kit';
import type { SimulatedCall } from './agencies';

const HUGE_BYTES = 100 * 1024 * 1024;
const CHUNK = Buffer.alloc(64 * 1024, 0x20);
const DRIP_MS = 1000;

/** Plays a call on the socket: delay, then the answer or the broken transport. */
export function play(call: SimulatedCall, reply: ServerResponse): void {
  if (call.delayMs === Number.POSITIVE_INFINITY) return;
  const send = (): void => {
    if (reply.destroyed) return;
    if (call.socketFault) playFault[call.socketFault](call, reply);
    else answer(call, reply);
  };
  if (call.delayMs <= 0) return send();
  const timer = setTimeout(send, call.delayMs);
  reply.once('close', () => clearTimeout(timer));
}

function head(
  { response }: SimulatedCall,
  reply: ServerResponse,
  headers: Readonly<Record<string, string>>,
): void {
  reply.writeHead(response.status, response.reason, { ...response.headers, ...headers });
}

function answer(call: SimulatedCall, reply: ServerResponse): void {
  const { body } = call.response;
  head(call, reply, { 'content-length': String(body.length) });
  reply.end(body);
}

const playFault: Readonly<Record<SocketFault, (call: SimulatedCall, reply: ServerResponse) => void>> = {
  reset: (_call, reply) => reply.socket?.resetAndDestroy(),
  drip(call, reply) {
    const { body } = call.response;
    head(call, reply, { 'content-length': String(body.length) });
    let at = 0;
    const timer = setInterval(() => reply.write(body.subarray(at, (at += 1))), DRIP_MS);
    reply.once('close', () => clearInterval(timer));
  },
  huge(call, reply) {
    head(call, reply, {});
    let left = HUGE_BYTES;
    const more = (): void => {
      while (left > 0 && !reply.destroyed) {
        left -= CHUNK.length;
        if (!reply.write(CHUNK)) {
          reply.once('drain', more);
          return;
        }
      }
      reply.end();
    };
    more();
  },
  'gzip-bomb'(call, reply) {
    head(call, reply, { 'content-encoding': 'gzip' });
    reply.end(gzipSync(Buffer.alloc(HUGE_BYTES / 10)));
  },
};
