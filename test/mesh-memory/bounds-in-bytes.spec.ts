import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readFault } from '../support/answer';
import { memoryBuses } from '../support/memory-buses';
import { startMesh, type Mesh } from '../support/mesh';
import { question } from '../support/question';

const MIB = 1024 * 1024;
const BUDGET = 64 * MIB;
/** As large as a question may be. */
const ANNOUNCED = 256 * 1024;

/** Callers who announce the largest question and send nothing of it. */
function announcing(url: string, path: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const head = `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nContent-Length: ${ANNOUNCED}\r\n\r\n`;
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) }, () =>
      socket.write(head, () => resolve(socket)),
    );
    socket.once('error', reject);
  });
}

describe('an ingress that may hold 64 MiB', () => {
  let mesh: Mesh;
  let sockets: readonly Socket[] = [];
  beforeAll(async () => {
    mesh = await startMesh(memoryBuses(), { env: { SSBTEK_INGRESS_MAX_BYTES: String(BUDGET) } });
  });
  afterAll(async () => {
    for (const socket of sockets) socket.destroy();
    await mesh.stop();
  });
  const held = async (): Promise<number> =>
    Number(/^ssbtek_held_bytes\{[^}]*holder="ingress"[^}]*\} (\S+)$/m.exec(await mesh.metrics())?.[1]);

  it('refuses what does not fit as overload, before it is read, and counts it', async () => {
    const many = Math.floor(BUDGET / (ANNOUNCED + 4096));
    sockets = await Promise.all(Array.from({ length: many }, () => announcing(mesh.url, '/ssbtek/v1')));
    await vi.waitFor(async () => expect(await held()).toBeGreaterThan(BUDGET - ANNOUNCED - 4096));
    const large = question({ arendeidentitet: 'x'.repeat(240_000) });
    const { status, headers, xml, durationMs } = await mesh.ask(large);
    expect([status, headers.get('retry-after'), readFault(xml).felkod]).toEqual([503, '1', '1002']);
    expect(durationMs).toBeLessThan(2000);
    const metrics = await mesh.metrics();
    expect(metrics).toMatch(/ssbtek_ingress_rejections_total\{reason="no-room"[^}]*\} 1/);
    expect(metrics).toMatch(/ssbtek_inquiries_total\{[^}]*outcome="rejected_overload"[^}]*\} 1/);
  });

  it('refuses SHS messages likewise', async () => {
    const headers = { 'content-type': 'multipart/mixed; boundary=x' };
    const { status, headers: told } = await mesh.ask('x'.repeat(240_000), { path: '/shs', headers });
    expect([status, told.get('retry-after')]).toEqual([503, '1']);
  });

  it('gives the room back when they go, and holds nothing when nobody asks', async () => {
    for (const socket of sockets) socket.destroy();
    await vi.waitFor(async () => expect(await held()).toBe(0));
    expect((await mesh.ask(question({ arendeidentitet: 'x'.repeat(240_000) }))).status).toBe(200);
    await vi.waitFor(async () => expect(await held()).toBe(0));
    const metrics = await mesh.metrics();
    for (const holder of ['worker', 'aggregator'])
      expect(metrics).toMatch(new RegExp(`^ssbtek_held_bytes\\{[^}]*holder="${holder}"[^}]*\\} 0$`, 'm'));
  });
});
