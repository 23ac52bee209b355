import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  DEAD_LETTER_HEADER,
  DEAD_LETTER_TOPIC,
  EVENT,
  HEADER,
  INQUIRY_TOPIC,
  REPLY_TOPIC,
  TOPICS,
  type MessageBus,
  type Outgoing,
} from '@ssbtek/messaging';
import { MemoryBroker } from '@ssbtek/messaging-memory';
import { readAnswer } from '../support/answer';
import { memoryBuses } from '../support/memory-buses';
import { startMesh, type Mesh } from '../support/mesh';
import { question } from '../support/question';
import type { Recording } from '../support/recording';

const LATER = { timeout: 60_000 };
const COPIES = 20;
const FLOOD = 50_000;
const AT_ONCE = 1000;

describe('what others write to the same broker (ADR 25)', () => {
  let aheadMs: number;
  let broker: MemoryBroker;
  let buses: Recording;
  let mesh: Mesh;
  let stranger: MessageBus;
  let letters: string[];

  beforeEach(async () => {
    aheadMs = 0;
    broker = new MemoryBroker(TOPICS, () => Date.now() + aheadMs);
    buses = memoryBuses(broker);
    mesh = await startMesh(buses);
    stranger = broker.bus();
    letters = [];
    await stranger.consume({
      topic: DEAD_LETTER_TOPIC,
      group: 'people',
      maxInFlight: 10,
      handler: async ({ headers }) => {
        letters.push(`${headers[DEAD_LETTER_HEADER.reason]} ${headers[DEAD_LETTER_HEADER.topic]}`);
      },
    });
  });
  afterEach(() => mesh.stop());

  const sent = (type: string): readonly Outgoing[] =>
    buses.sent.flatMap(({ message }) => (message.headers[HEADER.type] === type ? [message] : []));
  const onlyOf = (type: string): Outgoing => {
    const [only, ...others] = sent(type);
    if (!only || others.length > 0) throw new Error(`not one ${type}`);
    return only;
  };
  const parts = async (...elements: string[]): Promise<string[]> => {
    const { status, xml } = await mesh.ask(question({ inkludera: elements }));
    if (status !== 200) return [String(status)];
    return Object.values(readAnswer(xml).svar).map((part) => (part.type === 'data' ? 'data' : part.felkod));
  };
  const figure = async (name: string): Promise<number> =>
    Number(new RegExp(`^ssbtek_${name}(?:\\{[^}]*\\})? (\\S+)$`, 'm').exec(await mesh.metrics())?.[1]);

  it('copies of a question after its time ask nobody, and leave a dead letter each', async () => {
    expect(await parts('AF')).toEqual(['data']);
    for (let copy = 0; copy < COPIES; copy += 1) {
      aheadMs += 20_000;
      await stranger.publish([onlyOf(EVENT.inquiry), onlyOf(EVENT.opened)]);
    }
    await vi.waitFor(() => expect(letters).toHaveLength(2 * COPIES), LATER);
    expect(letters.filter((letter) => letter === `stale ${INQUIRY_TOPIC}`)).toHaveLength(COPIES);
    expect(letters.filter((letter) => letter === `stale ${REPLY_TOPIC}`)).toHaveLength(COPIES);
    expect(await mesh.received('af')).toBe(1);
    expect(sent(EVENT.partial)).toHaveLength(1);
    expect(sent(EVENT.composite)).toHaveLength(1);
    expect(await figure('joins_open')).toBe(0);
  });

  it('copies of a reply after its time are counted and not kept', async () => {
    expect(await parts('AF')).toEqual(['data']);
    aheadMs += 60_000;
    await stranger.publish([onlyOf(EVENT.partial)]);
    await vi.waitFor(async () => expect(await figure('late_replies_total')).toBe(1), LATER);
    expect(letters).toEqual([]);
  });

  it('copies of a question while its time runs ask nobody either', async () => {
    await mesh.control('af', { latencyMs: 1500 });
    const answer = parts('AF');
    await vi.waitFor(async () => expect(await mesh.received('af')).toBe(1), LATER);
    const copies = Array.from({ length: COPIES }, () => onlyOf(EVENT.inquiry));
    await stranger.publish(copies);
    expect(await answer).toEqual(['data']);
    await stranger.publish(copies);
    await vi.waitFor(async () => expect(await figure('duplicate_inquiries_total')).toBe(2 * COPIES), LATER);
    expect(await mesh.received('af')).toBe(1);
    expect(sent(EVENT.partial)).toHaveLength(1);
    expect(letters).toEqual([]);
  });

  it('a question with another budget, other agencies or a later time is not the mesh’s', async () => {
    expect(await parts('AF')).toEqual(['data']);
    const asked = onlyOf(EVENT.inquiry);
    aheadMs += 60_000;
    const changes = [
      { [HEADER.budgetMs]: '299999' },
      { [HEADER.askedAt]: String(Date.now() + aheadMs) },
      { [HEADER.agencies]: 'csn,af' },
    ];
    await stranger.publish(
      changes.map((headers) => ({ ...asked, headers: { ...asked.headers, ...headers } })),
    );
    await vi.waitFor(() => expect(letters.length).toBeGreaterThanOrEqual(4), LATER);
    expect(new Set(letters)).toEqual(new Set([`unreadable ${INQUIRY_TOPIC}`]));
    expect([await mesh.received('af'), await mesh.received('csn')]).toEqual([1, 0]);
  });

  it('a flood of announcements that nobody sealed stops no question, not after a restart either', async () => {
    await parts('AF', 'CSN');
    const { headers } = onlyOf(EVENT.opened);
    const { [HEADER.keyId]: _, ...unsealed } = headers;
    const forged = (): Outgoing => {
      const inquiryId = randomUUID();
      const more = { [HEADER.inquiryId]: inquiryId, [HEADER.budgetMs]: '999999999' };
      return {
        topic: REPLY_TOPIC,
        key: inquiryId,
        headers: { ...unsealed, ...more },
        value: new Uint8Array(),
      };
    };
    const flood = async (): Promise<void> => {
      for (let count = 0; count < FLOOD; count += AT_ONCE) {
        await stranger.publish(Array.from({ length: AT_ONCE }, forged));
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    const flooded = flood();
    for (let asked = 0; asked < 5; asked += 1) expect(await parts('AF', 'CSN')).toEqual(['data', 'data']);
    await flooded;
    await mesh.restart('aggregator');
    expect(await parts('AF', 'CSN')).toEqual(['data', 'data']);
    expect(await figure('joins_open')).toBe(0);
    await vi.waitFor(() => expect(letters.length).toBeGreaterThanOrEqual(500), LATER);
    expect(letters.length).toBeLessThan(2000);
    expect(new Set(letters)).toEqual(new Set([`unreadable ${REPLY_TOPIC}`]));
  });
});
