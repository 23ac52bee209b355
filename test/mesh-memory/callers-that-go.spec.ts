import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AnswerContent, AuditRecord } from '@ssbtek/audit';
import { readAnswer } from '../support/answer';
import { AuditKeysFile, linesOf, verified } from '../support/audit-trail';
import { memoryBuses } from '../support/memory-buses';
import { startMesh, type Mesh } from '../support/mesh';
import { question } from '../support/question';
import { shsMessage } from '../support/shs';
import { fixture, identity, pem } from '../support/tls-client';

const PLACES = 3;
const SLOW_MS = 1500;
const ASK = question({ inkludera: ['SO'] });

const soap = (body = ASK, version = '1.1'): Buffer =>
  Buffer.from(
    `POST /ssbtek/v1 HTTP/${version}\r\nHost: localhost\r\nContent-Type: text/xml; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );

function shs(): Buffer {
  const { contentType, body } = shsMessage('v1', ASK);
  const head = `POST /shs HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${contentType}\r\nContent-Length: ${body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), body]);
}

/** Everything that comes until the connection ends. */
function all(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  return once(socket, 'close').then(() => Buffer.concat(chunks).toString());
}

const answersIn = (text: string): string[] => text.split('HTTP/1.1 ').filter((answer) => answer !== '');

/** Callers that leave before they are answered, and callers that only look as if (ADR 27). */
describe.each(['plain', 'tls'] as const)('callers that go: %s', (kind) => {
  const buses = memoryBuses();
  const keys = new AuditKeysFile();
  const sockets: Socket[] = [];
  let mesh: Mesh;
  let gone = 0;

  const dial = async (): Promise<Socket> => {
    const { hostname: host, port } = new URL(mesh.url);
    const to = { host, port: Number(port), allowHalfOpen: true };
    const socket =
      kind === 'tls' ? connectTls({ ...to, ca: pem('ca.pem'), ...identity('kommun') }) : connect(to);
    sockets.push(socket.on('error', () => undefined));
    await once(socket, kind === 'tls' ? 'secureConnect' : 'connect');
    return socket;
  };
  const figure = async (pattern: RegExp): Promise<number> =>
    [...(await mesh.metrics()).matchAll(pattern)].reduce((sum, [, value]) => sum + Number(value), 0);
  const inFlight = (): Promise<number> => figure(/^ssbtek_inquiries_in_flight(?:\{[^}]*\})? (\d+)$/gm);
  const ended = (outcome: string): Promise<number> =>
    figure(new RegExp(`^ssbtek_inquiries_total\\{[^}]*outcome="${outcome}"[^}]*\\} (\\d+)$`, 'gm'));
  const records = async (): Promise<(AuditRecord & AnswerContent)[]> =>
    verified(linesOf(buses, await buses.messages()), keys.keys).records.filter(
      (record) => record.kind === 'answer',
    );
  /** Sockets whose questions are in work. */
  const waiting = async (count: number, request = soap()): Promise<Socket[]> => {
    const askers = await Promise.all(Array.from({ length: count }, dial));
    for (const asker of askers) asker.write(request);
    await vi.waitFor(async () => expect(await inFlight()).toBe(count));
    return askers;
  };
  const placesAreBack = async (leavers: number, withinMs = 600): Promise<void> => {
    // First: when one test waits in vain, those after it still count right.
    gone += leavers;
    await vi.waitFor(async () => expect(await inFlight()).toBe(0), withinMs);
    expect(await ended('caller_gone')).toBe(gone);
  };

  beforeAll(async () => {
    const tls = {
      SSBTEK_TLS_MODE: 'terminate',
      SSBTEK_TLS_CERT_FILE: fixture('server.pem'),
      SSBTEK_TLS_KEY_FILE: fixture('server.key'),
      SSBTEK_TLS_CLIENT_CA_FILE: fixture('ca.pem'),
    };
    mesh = await startMesh(buses, {
      env: {
        SSBTEK_AUDIT_KEYS_FILE: keys.path,
        SSBTEK_MAX_IN_FLIGHT: String(PLACES),
        ...(kind === 'tls' && tls),
      },
    });
  });
  afterAll(async () => {
    await mesh.stop();
    keys.remove();
  });
  beforeEach(() => mesh.control('so', { latencyMs: SLOW_MS }));
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
  });

  it.each([
    ['is closed', (socket: Socket) => socket.destroy()],
    ['is reset', (socket: Socket) => (kind === 'plain' ? socket.resetAndDestroy() : socket.destroy())],
  ])('give their places back at once when their connection %s', async (_, leave) => {
    for (const socket of await waiting(PLACES)) leave(socket);
    await placesAreBack(PLACES);
    await vi.waitFor(async () => {
      const last = (await records()).slice(-PLACES);
      expect(last.map(({ outcome, agencies }) => [outcome, agencies])).toEqual(
        Array.from({ length: PLACES }, () => ['caller_gone', { so: 'unknown' }]),
      );
    });
  });

  it('do so over SHS', async () => {
    for (const socket of await waiting(1, shs())) socket.destroy();
    await placesAreBack(1);
  });

  it('leave nothing behind when they go in the middle of a question', async () => {
    const socket = await dial();
    socket.write(soap().subarray(0, 600));
    await sleep(50);
    socket.destroy();
    await sleep(50);
    expect([await inFlight(), await ended('caller_gone')]).toEqual([0, gone]);
  });

  it.each([
    ['SOAP', soap(), /^HTTP\/1\.1 200 OK\r\n[^]*<\/\w+:Envelope>$/],
    ['SOAP over HTTP/1.0', soap(ASK, '1.0'), /^HTTP\/1\.1 200 OK\r\n[^]*<\/\w+:Envelope>$/],
    ['SHS', shs(), /^HTTP\/1\.1 200 OK\r\n[^]*svar\.xml[^]*--\r\n$/],
  ])('are answered when only their sending side is closed: %s', async (_, request, wanted) => {
    const answered = await ended('complete');
    const socket = await dial();
    const text = all(socket);
    socket.end(request);
    expect(await text).toMatch(wanted);
    expect(await text).toMatch(/^connection: close\r$/im);
    expect(await ended('complete')).toBe(answered + 1);
    expect(await ended('caller_gone')).toBe(gone);
  });

  it('get the answers to several questions on one connection in order', async () => {
    const socket = await dial();
    const text = all(socket);
    socket.end(Buffer.concat([soap(), soap(question({ inkludera: ['AF'] }))]));
    const answers = answersIn(await text).map((answer) => readAnswer(answer.slice(answer.indexOf('<'))));
    expect(answers.map(({ svar }) => Object.keys(svar))).toEqual([['SO'], ['AF']]);
    expect(await ended('caller_gone')).toBe(gone);
  });

  it('give the places of several questions on one connection back', async () => {
    const [socket] = await waiting(1);
    socket?.write(Buffer.concat([soap(), soap()]));
    await vi.waitFor(async () => expect(await inFlight()).toBe(3));
    socket?.destroy();
    // Answers on one connection leave in their order: only the first one shows that nobody takes them.
    await placesAreBack(2, 2 * SLOW_MS);
  });
});
