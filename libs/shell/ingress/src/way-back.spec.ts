import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { wayBack, type RawReply, type WayBack } from './way-back';

const cleanup: Array<() => void> = [];
afterEach(() => {
  for (const step of cleanup.splice(0).reverse()) step();
});

/** What the framework does with a reply. */
function replyOver(raw: ServerResponse): RawReply {
  const reply: RawReply = {
    raw,
    getHeaders: () => raw.getHeaders(),
    hijack: () => undefined,
    status: (code) => ((raw.statusCode = code), reply),
    headers(headers) {
      raw.setHeaders(new Map(Object.entries(headers)));
      return reply;
    },
    send: (body) => raw.end(body),
  };
  return reply;
}

/** A caller that has asked, and the way back to it. */
async function asking(fetchTimeoutMs?: number): Promise<{ caller: Socket; back: WayBack }> {
  const asked = Promise.withResolvers<WayBack>();
  const server = createServer((request, response) => {
    response.setHeader('x-before', '0');
    asked.resolve(wayBack(request.socket, replyOver(response), fetchTimeoutMs));
  });
  Object.assign(server, { httpAllowHalfOpen: true });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const caller = connect({ host: '127.0.0.1', port, allowHalfOpen: true }).on('error', () => undefined);
  cleanup.push(
    () => server.close(),
    () => caller.destroy(),
  );
  caller.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  return { caller, back: await asked.promise };
}

const reply = (bytes: number) => ({
  status: 500,
  headers: { 'x-one': '1' },
  body: new Uint8Array(bytes).fill(120),
});
/** More than the systems of both ends hold between them. */
const MUCH = 32 * 1024 * 1024;

const textOf = async (caller: Socket): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of caller) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
};

describe('the way back to a caller', () => {
  it('tells that a reply was taken', async () => {
    const { caller, back } = await asking();
    caller.resume();
    expect(await back.send(reply(10))).toBe(true);
    expect(back.gone.aborted).toBe(false);
  });

  it('begins an answer early for who has closed the sending side, and loses no letter', async () => {
    const { caller, back } = await asking();
    const text = textOf(caller);
    caller.end();
    await vi.waitFor(() => expect(caller.bytesRead).toBeGreaterThan(2));
    expect(back.gone.aborted).toBe(false);
    expect(await back.send(reply(10))).toBe(true);
    expect(await text).toMatch(
      /^HTTP\/1\.1 500 Internal Server Error\r\nx-before: 0\r\nx-one: 1\r\ndate: [^\r]+ GMT\r\nconnection: close\r\ncontent-length: 10\r\n\r\nx{10}$/,
    );
  });

  it.each(['destroy', 'resetAndDestroy'] as const)('notices a caller that goes: %s', async (leave) => {
    const { caller, back } = await asking();
    caller[leave]();
    await vi.waitFor(() => expect(back.gone.aborted).toBe(true));
    expect(await back.send(reply(10))).toBe(false);
  });

  it('tells that a caller went before it had fetched everything', async () => {
    const { caller, back } = await asking();
    caller.once('data', () => caller.destroy());
    expect(await back.send(reply(MUCH))).toBe(false);
  });

  it.each([
    ['that waits', () => undefined],
    ['that has closed its sending side', (caller: Socket) => caller.end()],
  ])('gives a caller %s so long to fetch its answer, and not longer', async (_, first) => {
    const { caller, back } = await asking(200);
    caller.pause();
    first(caller);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await back.send(reply(MUCH))).toBe(false);
    expect((await textOf(caller).catch(() => '')).length).toBeLessThan(MUCH);
  });
});
