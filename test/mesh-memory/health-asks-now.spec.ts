import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ANSWER_TOPIC, AUDIT_TOPIC, INQUIRY_TOPIC, REPLY_TOPIC, TOPICS } from '@ssbtek/messaging';
import { MemoryBroker } from '@ssbtek/messaging-memory';
import { readFault } from '../support/answer';
import { memoryBuses } from '../support/memory-buses';
import { startMesh, type Mesh } from '../support/mesh';
import { question } from '../support/question';

const ASK = question({ inkludera: ['SO'] });
const CODE = 'NOT_ENOUGH_REPLICAS';
const ROLES = ['ingress', 'aggregator', 'worker-so'];

/** A broker that takes everything but one topic: who needs it says so, and is ready by itself afterwards (ADR 27). */
describe('health asks now', () => {
  const broker = new MemoryBroker();
  let mesh: Mesh;
  beforeAll(async () => {
    mesh = await startMesh(memoryBuses(broker), { env: { SSBTEK_DEADLINE_MS: '4000' } });
  });
  afterAll(() => mesh.stop());
  afterEach(async () => {
    for (const { name } of TOPICS) broker.takeWrites(name);
    await mesh.control('so', {});
    await vi.waitFor(async () => expect((await mesh.ask(ASK)).status).toBe(200));
    await vi.waitFor(() => expect(ROLES.flatMap((role) => mesh.lacks(role))).toEqual([]));
  });

  const lacks = (role: string, wanted: string): Promise<void> =>
    vi.waitFor(() => expect(mesh.lacks(role)).toContain(wanted));
  const isRefused = async (): Promise<void> => {
    const { status, xml } = await mesh.ask(ASK);
    expect([status, readFault(xml).felkod]).toEqual([500, '1002']);
  };

  it('asks no agency while no broker takes audit records, and says why', async () => {
    broker.refuseWrites(AUDIT_TOPIC, CODE);
    await isRefused();
    await lacks('ingress', `${AUDIT_TOPIC} does not take records: ${CODE}`);
    const asked = await mesh.received('so');
    await Promise.all([isRefused(), isRefused(), isRefused()]);
    expect(await mesh.received('so')).toBe(asked);
    const lines = mesh.logs().map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toContainEqual(
      expect.objectContaining({
        level: 'error',
        msg: 'audit records are not taken: no question is asked',
        topic: AUDIT_TOPIC,
        reason: CODE,
      }),
    );
    broker.takeWrites(AUDIT_TOPIC);
    await vi.waitFor(() => expect(mesh.lacks('ingress')).toEqual([]));
  });

  it('is not ready when questions cannot be written', async () => {
    broker.refuseWrites(INQUIRY_TOPIC, CODE);
    await isRefused();
    await lacks('ingress', `${INQUIRY_TOPIC} cannot be written: ${CODE}`);
  });

  it('is not ready when an agency cannot reply', async () => {
    await mesh.control('so', { latencyMs: 500 });
    const answer = mesh.ask(ASK);
    await new Promise((resolve) => setTimeout(resolve, 250));
    broker.refuseWrites(REPLY_TOPIC, CODE);
    await lacks('worker-so', `${REPLY_TOPIC} cannot be written: ${CODE}`);
    broker.takeWrites(REPLY_TOPIC);
    expect((await answer).status).toBe(200);
  });

  it('is not ready when composites cannot be written', async () => {
    broker.refuseWrites(ANSWER_TOPIC, CODE);
    const answer = mesh.ask(ASK);
    await lacks('aggregator', `${ANSWER_TOPIC} cannot be written: ${CODE}`);
    broker.takeWrites(ANSWER_TOPIC);
    expect((await answer).status).toBe(200);
  });

  it('is not ready anywhere while the broker is away', async () => {
    broker.stop();
    for (const role of ROLES) await lacks(role, 'the message bus cannot be reached');
    broker.start();
  });
});
