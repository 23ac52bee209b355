import type { IncomingMessage, RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { busyFor } from '@ssbtek/patience/testing';
import type { AgencyClient, AgencyClientSettings } from './client';
import {
  clientFor,
  httpServer,
  MAX_BYTES,
  never,
  question,
  rawServer,
  type TestServer,
} from './test-servers';

const cleanup: Array<() => Promise<unknown>> = [];
afterEach(async () => {
  for (const step of cleanup.splice(0).reverse()) await step();
});

async function around(server: Promise<TestServer>, more: Partial<AgencyClientSettings> = {}, path = '/af') {
  const started = await server;
  const client = clientFor(`http://127.0.0.1:${started.port}${path}`, more);
  cleanup.push(
    () => started.close(),
    () => client.close(),
  );
  return { server: started, client };
}

const ask = (client: AgencyClient) => client.send(question, never());
const malformed = (reason: string) => ({ failure: { kind: 'malformed', reason } });
const connection = (reason: string) => ({ failure: { kind: 'connection', reason } });
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

describe('a good answer', () => {
  it('comes whole, with status, reason phrase and lower-case headers', async () => {
    const { client } = await around(
      httpServer((_, response) => {
        response.writeHead(500, 'Internt fel', { 'Content-Type': 'text/xml', 'X-Shs-ErrorCode': 'X' });
        response.write('<sv');
        response.end('ar/>');
      }),
    );
    const result = await ask(client);
    expect(result).toMatchObject({
      response: {
        status: 500,
        reason: 'Internt fel',
        headers: { 'content-type': 'text/xml', 'x-shs-errorcode': 'X' },
      },
    });
    expect('response' in result && text(result.response.body)).toBe('<svar/>');
  });

  it.each([
    ['HTTP/1.1 404 Finns ej\r\n', 'Finns ej'],
    ['HTTP/1.1 404 \r\n', 'Not Found'],
    ['HTTP/1.1 404\r\n', 'Not Found'],
    ['HTTP/1.1 799 \r\n', '799'],
  ])('has the reason phrase of the wire, else the standard text: %j', async (line, reason) => {
    const { client } = await around(rawServer((socket) => socket.end(`${line}content-length: 0\r\n\r\n`)));
    expect(await ask(client)).toMatchObject({ response: { reason } });
  });

  it('may have exactly the size limit, announced or not', async () => {
    const body = Buffer.alloc(MAX_BYTES, 'x');
    for (const headers of [{ 'content-length': MAX_BYTES }, { 'transfer-encoding': 'chunked' }]) {
      const { client } = await around(
        httpServer((_, response) => response.writeHead(200, headers).end(body)),
      );
      const result = await ask(client);
      expect('response' in result && Buffer.compare(result.response.body, body)).toBe(0);
    }
  });

  it('may come slowly', async () => {
    const slowly: RequestListener = (_, response) => {
      const parts = [...'<svar/>'];
      const timer = setInterval(() => {
        const part = parts.shift();
        if (part) return void response.write(part);
        clearInterval(timer);
        response.end();
      }, 5);
    };
    const { client } = await around(httpServer(slowly));
    const result = await ask(client);
    expect('response' in result && text(result.response.body)).toBe('<svar/>');
  });

  it('comes over a connection that is kept for the next question', async () => {
    const { client, server } = await around(httpServer((_, response) => response.end('x')));
    for (let i = 0; i < 20; i++) expect(await ask(client)).toMatchObject({ response: { status: 200 } });
    // The next question may come before the library has put the first connection back.
    expect(server.connections()).toBeLessThanOrEqual(2);
  });
});

it('a connection that the server has closed is not used again, also when we have not read that yet', async () => {
  const sockets: Socket[] = [];
  const { client, server } = await around(
    rawServer((socket) => {
      sockets.push(socket);
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nx');
    }),
  );
  expect(await ask(client)).toMatchObject({ response: { status: 200 } });
  // The end lies in the socket from here on.
  sockets[0]?.destroy();
  busyFor(20);
  expect(await ask(client)).toMatchObject({ response: { status: 200 } });
  expect(server.connections()).toBe(2);
  expect(client.retries()).toBe(0);
});

describe('the question', () => {
  const echo = async (path: string, request: Partial<typeof question>) => {
    let seen: IncomingMessage | undefined;
    let body = '';
    const { client } = await around(
      httpServer((incoming, response) => {
        seen = incoming;
        incoming
          .setEncoding('utf8')
          .on('data', (chunk: string) => (body += chunk))
          .on('end', () => response.end());
      }),
      {},
      path,
    );
    await client.send({ ...question, ...request }, never());
    return { seen: seen as unknown as IncomingMessage, body };
  };

  it.each([
    ['/af', '', '/af'],
    ['/af/', '', '/af/'],
    ['/af', '/skattekonto', '/af/skattekonto'],
    ['/af/', '/skattekonto', '/af/skattekonto'],
    ['/af?key=1', '/part', '/af/part?key=1'],
  ])('goes to the address %s with the path %j added', async (base, path, url) => {
    expect((await echo(base, { path })).seen.url).toBe(url);
  });

  it('carries its headers and body, wants no compression, and cannot change framing or host', async () => {
    const forged = {
      SOAPAction: '"x"',
      Host: 'elsewhere.example',
      'Accept-Encoding': 'gzip',
      'content-length': '1',
    };
    const { seen, body } = await echo('/af', { headers: forged });
    expect(seen.headers).toMatchObject({
      soapaction: '"x"',
      'accept-encoding': 'identity',
      'content-length': String(question.body.byteLength),
      host: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
    });
    expect(body).toBe('<fraga/>');
  });

  it('that cannot be sent as a header is our own failure', async () => {
    const { client, server } = await around(httpServer((_, response) => response.end()));
    const result = await client.send({ ...question, headers: { 'x-a': 'b\r\nc' } }, never());
    expect(result).toEqual({ failure: { kind: 'mapping', reason: 'invalid-request' } });
    expect(server.connections()).toBe(0);
  });
});

describe('an answer that is refused', () => {
  const twoMegabytesAndOne = String(MAX_BYTES + 1);
  const chunked = (talk: (socket: Socket) => void) => (socket: Socket) => {
    socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n');
    talk(socket);
  };
  it.each<[string, object, (socket: Socket) => void]>([
    [
      'redirect',
      { failure: { kind: 'http-status', status: 302 } },
      (s) => s.end('HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n'),
    ],
    [
      'redirect that never ends',
      { failure: { kind: 'http-status', status: 307 } },
      (s) => s.write('HTTP/1.1 307 X\r\ntransfer-encoding: chunked\r\n\r\n'),
    ],
    [
      'compressed',
      malformed('compressed'),
      (s) =>
        s.end(
          Buffer.concat([
            Buffer.from('HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n\r\n'),
            gzipSync('<svar/>'),
          ]),
        ),
    ],
    [
      'compressed twice',
      malformed('compressed'),
      (s) => s.end('HTTP/1.1 200 OK\r\ncontent-encoding: identity\r\ncontent-encoding: br\r\n\r\n'),
    ],
    [
      'announced too large',
      malformed('too-large'),
      (s) => s.write(`HTTP/1.1 200 OK\r\ncontent-length: ${twoMegabytesAndOne}\r\n\r\n`),
    ],
    [
      'too large without saying so',
      malformed('too-large'),
      chunked((s) => s.write(`${(MAX_BYTES + 1).toString(16)}\r\n${'x'.repeat(MAX_BYTES + 1)}\r\n`)),
    ],
    [
      'too long headers',
      malformed('headers-too-large'),
      (s) => s.write(`HTTP/1.1 200 OK\r\nx-a: ${'x'.repeat(40_000)}\r\n\r\n`),
    ],
    [
      'reset in the body',
      connection('reset'),
      (s) => s.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n<sv', () => s.resetAndDestroy()),
    ],
    [
      'half, announced',
      connection('reset'),
      (s) => s.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n<svar>'),
    ],
    ['half, in chunks', connection('reset'), chunked((s) => s.end('6\r\n<svar>\r\n'))],
    ['closed without an answer', connection('reset'), (s) => s.end()],
    ['reset without an answer', connection('reset'), (s) => s.resetAndDestroy()],
    ['garbage', connection('protocol'), (s) => s.end('This is not HTTP at all\r\n\r\n')],
    ['garbage in a chunk size', connection('protocol'), chunked((s) => s.end('zz\r\n'))],
    [
      'two lengths',
      connection('reset'),
      (s) => s.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\nabc'),
    ],
  ])('%s', async (_, failure, talk) => {
    const { client, server } = await around(rawServer(talk));
    expect(await ask(client)).toEqual(failure);
    // The request had been sent: it is never sent again, and what is left of the answer is not read.
    expect(client.retries()).toBe(0);
    await vi.waitFor(() => expect(server.open()).toBe(0));
    expect(server.connections()).toBe(1);
  });

  it('an endless one is cut off, memory bounded', async () => {
    let sent = 0;
    const { client, server } = await around(
      httpServer((_, response) => {
        const megabyte = Buffer.alloc(1024 * 1024, 'x');
        const more = (): void => {
          while (!response.destroyed && sent < 100) {
            sent++;
            if (!response.write(megabyte)) return void response.once('drain', more);
          }
        };
        more();
      }),
    );
    const before = process.memoryUsage().arrayBuffers;
    expect(await ask(client)).toEqual(malformed('too-large'));
    await vi.waitFor(() => expect(server.open()).toBe(0));
    expect(sent).toBeLessThan(100);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50 * 1024 * 1024);
  });

  it('one for which there is no room beside others is let go of at once', async () => {
    const { client, server } = await around(
      httpServer((_, response) => response.end(Buffer.alloc(MAX_BYTES, 'x'))),
    );
    let left = 100_000;
    const room = { take: (bytes: number): boolean => (left -= bytes) >= 0 };
    const request = { method: 'POST', path: '', headers: {}, body: new Uint8Array() } as const;
    const answer = await client.send(request, new AbortController().signal, undefined, room);
    expect(answer).toEqual({ failure: { kind: 'overload' } });
    await vi.waitFor(() => expect(server.open()).toBe(0));
  });

  it('a compressed bomb is not unpacked and not even read', async () => {
    const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024));
    const { client } = await around(
      httpServer((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb)),
    );
    expect(await ask(client)).toEqual(malformed('compressed'));
  });
});

describe('a connection that cannot be made', () => {
  it('is told as refused after one retry', async () => {
    const closed = await httpServer(() => undefined);
    await closed.close();
    const client = clientFor(`http://127.0.0.1:${closed.port}/`);
    cleanup.push(() => client.close());
    expect(await ask(client)).toEqual(connection('refused'));
    expect(client.retries()).toBe(1);
  });
  it('is told as dns, without a retry', async () => {
    const client = clientFor('http://does-not-exist.invalid/');
    cleanup.push(() => client.close());
    expect(await ask(client)).toEqual(connection('dns'));
    expect(client.retries()).toBe(0);
  });
});

describe('an aborted call', () => {
  const reason = new Error('time is up');
  const hanging: Array<[string, (socket: Socket) => void]> = [
    ['without an answer', () => undefined],
    ['within the headers', (socket) => socket.write('HTTP/1.1 200 OK\r\nx-a: ')],
    ['within the body', (socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n<svar')],
  ];
  it.each(hanging)("rejects with the signal's reason and destroys the connection: %s", async (_, talk) => {
    const asked = Promise.withResolvers<void>();
    const { client, server } = await around(
      rawServer((socket) => {
        talk(socket);
        asked.resolve();
      }),
    );
    const controller = new AbortController();
    const result = client.send(question, controller.signal);
    await asked.promise;
    controller.abort(reason);
    await expect(result).rejects.toBe(reason);
    await vi.waitFor(() => expect(server.open()).toBe(0));
  });

  it('that is aborted already connects nowhere', async () => {
    const { client, server } = await around(httpServer((_, response) => response.end()));
    await expect(client.send(question, AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(server.connections()).toBe(0);
  });

  it('that waits for a free connection is never sent', async () => {
    let requests = 0;
    const asked = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<void>();
    const { client } = await around(
      httpServer((_, response) => {
        requests++;
        asked.resolve();
        void finish.promise.then(() => response.end());
      }),
      { maxConnections: 1 },
    );
    const first = ask(client);
    await asked.promise;
    const controller = new AbortController();
    const second = client.send(question, controller.signal);
    controller.abort(reason);
    await expect(second).rejects.toBe(reason);
    finish.resolve();
    await first;
    expect(await ask(client)).toMatchObject({ response: { status: 200 } });
    expect(requests).toBe(2);
  });
});

it('one slow call does not hold up another', async () => {
  const { client } = await around(
    httpServer((request, response) => {
      if (request.url === '/af/hang') return;
      response.end('x');
    }),
  );
  const controller = new AbortController();
  const hanging = client.send({ ...question, path: '/hang' }, controller.signal);
  expect(await ask(client)).toMatchObject({ response: { status: 200 } });
  controller.abort(new Error('enough'));
  await expect(hanging).rejects.toThrow('enough');
});

it('close ends at once, and the call that is open fails', async () => {
  const { client, server } = await around(rawServer(() => undefined));
  const open = ask(client);
  await vi.waitFor(() => expect(server.open()).toBe(1));
  await client.close();
  expect(await open).toEqual({
    failure: { kind: 'connection', reason: expect.stringMatching(/closed|reset/) },
  });
});
