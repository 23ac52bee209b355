import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agencyClient } from '@ssbtek/agency-http';
import { simulate } from '@ssbtek/bastjanst-kit';
import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import { readAnswer } from '../support/answer';
import { example } from '../support/examples';
import { LEGAL_ANSWERS, type LegalAnswer } from '../support/legal-answers';
import { memoryBuses } from '../support/memory-buses';
import { startMesh, type Mesh } from '../support/mesh';
import { question } from '../support/question';

const PLAIN = LEGAL_ANSWERS[0] as LegalAnswer;
const listening = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
const closed = (server: Server): Promise<unknown> => new Promise((resolve) => server.close(resolve));

/** Whatever a server may legally answer is read (docs/agency-http.md). */
describe('a client alone reads an answer', () => {
  const type = 'text/xml; charset=utf-8';
  const body = '<svar>hej</svar>';

  async function slowly(socket: Socket, bytes: Buffer): Promise<void> {
    for (const byte of bytes) {
      socket.write(Uint8Array.of(byte));
      await new Promise((resolve) => setImmediate(resolve));
    }
    socket.end();
  }

  it.each(
    LEGAL_ANSWERS.flatMap(
      (legal) =>
        [
          [legal.name, 'at once', legal],
          [legal.name, 'byte by byte', legal],
        ] as const,
    ),
  )('%s, %s', async (_, pace, legal) => {
    const bytes = Buffer.from(legal.write({ type, body }), 'latin1');
    const server = createTcpServer((socket) => {
      socket.setNoDelay(true).on('error', () => undefined);
      socket.once('data', () => void (pace === 'at once' ? socket.end(bytes) : slowly(socket, bytes)));
    });
    const url = `http://127.0.0.1:${await listening(server)}`;
    const client = agencyClient({ url, connectMs: 5000, maxBytes: 1024, maxConnections: 1 });
    const request = { method: 'POST', path: '/', headers: {}, body: Buffer.from('<fraga/>') } as const;
    const answer = await client.send(request, AbortSignal.timeout(10_000));
    await client.close();
    await closed(server);
    if ('failure' in answer) return expect.fail(JSON.stringify(answer.failure));
    expect(answer.response).toMatchObject({ status: 200, headers: { 'content-type': type } });
    expect(Buffer.from(answer.response.body).toString()).toBe(body);
  });
});

describe('every agency is read when it answers', () => {
  let mesh: Mesh;
  let legal = PLAIN;
  let calls = 0;

  const settings = {
    now: new Date('2026-11-24T12:00:00Z'),
    newId: () => '00000000-0000-4000-8000-000000000001',
    newToken: () => '0'.repeat(32),
  };
  const bodyOf = async (request: IncomingMessage): Promise<Buffer> =>
    Buffer.concat((await request.toArray()) as Buffer[]);

  /** All agencies behind one address; the answer is written onto the connection as it is. */
  const agencies = createServer((request) => {
    void bodyOf(request).then((body) => {
      const [, kod = '', path = ''] = /^\/(\w+)(.*)$/.exec(request.url ?? '') ?? [];
      const bastjanst = BASTJANSTER.find(({ descriptor }) => descriptor.kod === kod);
      if (!bastjanst) return void request.socket.destroy();
      const headers = request.headers as Record<string, string>;
      const seen = { method: request.method ?? '', path, headers, body };
      const { response } = simulate(bastjanst, seen, settings);
      const type = response.headers['content-type'] ?? '';
      calls += 1;
      request.socket.end(
        legal.write({ type, body: Buffer.from(response.body).toString('latin1') }),
        'latin1',
      );
    });
  });

  beforeAll(async () => {
    const port = await listening(agencies);
    const env = Object.fromEntries(
      BASTJANSTER.flatMap(({ descriptor, protocols }) =>
        protocols.map((p) => [p.urlVariable, `http://127.0.0.1:${port}/${descriptor.kod}${p.simulatorPath}`]),
      ),
    );
    mesh = await startMesh(memoryBuses(), { env });
  });
  afterAll(async () => {
    await mesh.stop();
    await closed(agencies);
  });

  it.each(LEGAL_ANSWERS.map((one) => [one.name, one] as const))('%s', async (_, one) => {
    legal = one;
    calls = 0;
    const [v1, v11] = await Promise.all([
      mesh.ask(question()),
      mesh.ask(example('v11'), { path: '/ssbtek/v11' }),
    ]);
    for (const [kod, svar] of Object.entries(readAnswer(v1.xml).svar))
      expect([kod, svar.type]).toEqual([kod, 'data']);
    expect(v11.xml).not.toContain('felkod>');
    // v1 asks seven; v11 six, LEFI REST among them, and SKV in parts.
    expect(calls).toBeGreaterThanOrEqual(7 + 6 + 1);
  });
});
