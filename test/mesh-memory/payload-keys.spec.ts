import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import {
  DEAD_LETTER_HEADER,
  DEAD_LETTER_TOPIC,
  sealerFromKeysFile,
  type PayloadSealer,
} from '@ssbtek/messaging';
import { MemoryBroker } from '@ssbtek/messaging-memory';
import { readAnswer } from '../support/answer';
import { memoryBuses } from '../support/memory-buses';
import { startMesh, type Mesh } from '../support/mesh';
import { question } from '../support/question';

const WORKLOADS = [
  'ingress',
  'aggregator',
  ...BASTJANSTER.map(({ descriptor }) => `worker-${descriptor.kod}`),
];
const keyOf = (seed: string): string => createHash('sha256').update(seed).digest('base64');
const KEYS = { old: keyOf('old'), new: keyOf('new') };
type Id = keyof typeof KEYS;

/** A key file: the active key, and which keys it holds. */
const file = (active: Id, ...ids: readonly Id[]): PayloadSealer =>
  sealerFromKeysFile(JSON.stringify({ active, keys: Object.fromEntries(ids.map((id) => [id, KEYS[id]])) }));

/** The files that one rotation rolls out, one after the other (docs/operate/secrets.md). */
const ROTATION = [
  ['before', file('old', 'old')],
  ['the new key is known', file('old', 'old', 'new')],
  ['the new key is used', file('new', 'old', 'new')],
  ['the old key is gone', file('new', 'new')],
] as const;

/** A mesh whose workloads can be given another key file each, as a rolling update does. */
async function rolling(deadlineMs: number) {
  const given = new Map<string, PayloadSealer>();
  const of = (workload: string): PayloadSealer => given.get(workload) ?? ROTATION[0][1];
  const sealerOf = (workload: string): PayloadSealer => ({
    seal: (...what) => of(workload).seal(...what),
    open: (...what) => of(workload).open(...what),
  });
  const broker = new MemoryBroker();
  const deadLetters: string[] = [];
  await broker.bus().consume({
    topic: DEAD_LETTER_TOPIC,
    group: 'people',
    maxInFlight: 10,
    handler: async ({ headers }) => {
      deadLetters.push(`${headers[DEAD_LETTER_HEADER.reason]} ${headers[DEAD_LETTER_HEADER.topic]}`);
    },
  });
  const mesh = await startMesh(memoryBuses(broker), {
    sealerOf,
    env: { SSBTEK_DEADLINE_MS: String(deadlineMs) },
  });
  return {
    mesh,
    deadLetters,
    give: (workload: string, sealer: PayloadSealer) => void given.set(workload, sealer),
  };
}

/** Until something has happened, on a busy machine too. */
const LATER = { timeout: 60_000 };

async function parts(mesh: Mesh): Promise<Record<string, string>> {
  const { status, xml } = await mesh.ask(question());
  if (status !== 200) return { all: String(status) };
  const { svar } = readAnswer(xml);
  return Object.fromEntries(
    Object.entries(svar).map(([element, part]) => [element, part.type === 'data' ? 'data' : part.felkod]),
  );
}

describe('payload keys (ADR 9)', () => {
  let mesh: Mesh;
  afterEach(() => mesh.stop());

  it('are rotated while questions run, one workload after the other, and no question notices', async () => {
    const started = await rolling(25_000);
    ({ mesh } = started);
    let stop = false;
    const seen: Record<string, string>[] = [];
    const asking = Array.from({ length: 3 }, async () => {
      while (!stop) seen.push(await parts(mesh));
    });
    for (const [, sealer] of ROTATION)
      for (const workload of WORKLOADS) {
        const asked = seen.length;
        started.give(workload, sealer);
        await vi.waitFor(() => expect(seen.length).toBeGreaterThan(asked + 1), LATER);
      }
    stop = true;
    await Promise.all(asking);
    expect(seen.filter((answer) => Object.values(answer).some((part) => part !== 'data'))).toEqual([]);
    expect(started.deadLetters).toEqual([]);
  });

  it('that a worker does not have cost its agency, by the deadline, and leave a dead letter', async () => {
    const started = await rolling(3000);
    ({ mesh } = started);
    for (const workload of WORKLOADS) if (workload !== 'worker-csn') started.give(workload, ROTATION[2][1]);
    const { CSN, ...others } = await parts(mesh);
    expect(CSN).toBe('2000');
    expect(Object.values(others)).toEqual(Array(6).fill('data'));
    await vi.waitFor(() => expect(started.deadLetters).toEqual(['unreadable ssbtek.inquiry.v1']), LATER);
  });

  it('that the ingress does not have are fault 1000, and a dead letter of the answer', async () => {
    const started = await rolling(3000);
    ({ mesh } = started);
    for (const workload of WORKLOADS) if (workload !== 'ingress') started.give(workload, ROTATION[2][1]);
    const { status, xml } = await mesh.ask(question());
    expect([status, /felkod>1000</.test(xml)]).toEqual([500, true]);
    await vi.waitFor(() => expect(started.deadLetters).toEqual(['unreadable ssbtek.answer.v1']), LATER);
  });
});
