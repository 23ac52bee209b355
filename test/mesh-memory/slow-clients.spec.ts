import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAnswer } from '../support/answer';
import { memoryBuses } from '../support/memory-buses';
import { startMesh, type Mesh } from '../support/mesh';
import { question } from '../support/question';

const CLIENTS = 1000;
const DRIP_MS = 500;
const HEAD =
  'POST /ssbtek/v1 HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml\r\nContent-Length: 5000\r\n';

/** Clients that send a byte now and then and never come to an end (faults.md 16). */
describe('a thousand slow clients', () => {
  let mesh: Mesh;
  let clients: readonly Socket[];
  let timer: NodeJS.Timeout;
  beforeAll(async () => {
    mesh = await startMesh(memoryBuses());
    const { hostname, port } = new URL(mesh.url);
    // Half of them are slow in the headers, half in the body.
    const slow = (i: number): Promise<Socket> =>
      new Promise((resolve, reject) => {
        const socket = connect({ host: hostname, port: Number(port) }, () => {
          socket.write(i % 2 === 0 ? HEAD : `${HEAD}\r\n<`);
          resolve(socket);
        });
        socket.once('error', reject);
      });
    clients = await Promise.all(Array.from({ length: CLIENTS }, (_, i) => slow(i)));
    timer = setInterval(() => {
      for (const client of clients) client.write('x');
    }, DRIP_MS);
  });
  afterAll(async () => {
    clearInterval(timer);
    for (const client of clients) client.destroy();
    await mesh.stop();
  });

  it('do not keep anybody else from an answer', async () => {
    for (let round = 0; round < 5; round += 1) {
      const answers = await Promise.all(Array.from({ length: 5 }, () => mesh.ask(question())));
      for (const { status, xml } of answers) {
        expect(status).toBe(200);
        expect(Object.values(readAnswer(xml).svar).every(({ type }) => type === 'data')).toBe(true);
      }
    }
    expect(clients.filter(({ destroyed }) => destroyed)).toEqual([]);
  });

  it('are no questions in work', async () => {
    expect(await mesh.metrics()).toMatch(/^ssbtek_inquiries_in_flight(\{[^}]*\})? 0$/m);
  });
});
