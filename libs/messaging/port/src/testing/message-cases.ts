import { describe, expect, it } from 'vitest';
import { MessageRefused } from '../bus';
import { ANSWER_TOPIC } from '../topics';
import { eventually, Reader, textMessage, type BusHarness } from './harness';

const MIB = 1024 * 1024;

/** What goes in comes out. */
export function messageCases(harness: () => BusHarness): void {
  describe('messages', () => {
    it.each([
      ['a plain key', 'inquiry-1', { ce_type: 'a' }],
      ['a key that looks like JSON', '{"a":1}', { ce_type: '[1]', other: '{"b":2}' }],
      ['a key beyond ASCII', 'Åsö-ü', { text: 'räksmörgås' }],
      ['an empty header and no others', 'k', { empty: '' }],
    ])('keeps %s and its headers as text', async (_, key, headers) => {
      const topic = await harness().topic({ partitions: 3 });
      const bus = harness().client();
      await bus.publish([{ topic, key, headers, value: new Uint8Array([0, 255, 10]) }]);
      const reader = await Reader.start(bus, { topic });
      await eventually(() => expect(reader.seen).toHaveLength(1));
      expect(reader.seen[0]).toMatchObject({ topic, key, headers, offset: 0n });
      expect([...(reader.seen[0]?.value ?? [])]).toEqual([0, 255, 10]);
      await reader.consumption.stop();
    });

    it('keeps an empty value', async () => {
      const topic = await harness().topic({ partitions: 1 });
      const bus = harness().client();
      await bus.publish([textMessage(topic, '')]);
      const reader = await Reader.start(bus, { topic });
      await eventually(() => expect(reader.seen).toHaveLength(1));
      expect(reader.seen[0]?.value).toHaveLength(0);
      await reader.consumption.stop();
    });

    it('keeps the order of one key, within a call and from one acknowledged call to the next', async () => {
      const topic = await harness().topic({ partitions: 4 });
      const bus = harness().client();
      const texts = Array.from({ length: 40 }, (_, i) => `t${i}`);
      const messages = texts.map((text) => textMessage(topic, text, { key: 'same' }));
      await bus.publish(messages.slice(0, 20));
      for (const message of messages.slice(20, 30)) await bus.publish([message]);
      await bus.publish(messages.slice(30));
      const reader = await Reader.start(bus, { topic });
      await eventually(() => expect(reader.texts).toEqual(texts));
      expect(new Set(reader.seen.map(({ partition }) => partition)).size).toBe(1);
      await reader.consumption.stop();
    });

    it('acknowledges many calls at once', async () => {
      const topic = await harness().topic({ partitions: 4 });
      const bus = harness().client();
      const texts = Array.from({ length: 300 }, (_, i) => `t${i}`);
      await Promise.all(texts.map((text) => bus.publish([textMessage(topic, text)])));
      const reader = await Reader.start(bus, { topic });
      await eventually(() => expect(reader.texts.toSorted()).toEqual(texts.toSorted()));
      await reader.consumption.stop();
    });

    it('writes to the partition it is told', async () => {
      const topic = await harness().topic({ partitions: 4 });
      const bus = harness().client();
      await bus.publish([0, 1, 2, 3].map((partition) => textMessage(topic, 'x', { key: 'same', partition })));
      const reader = await Reader.start(bus, { topic });
      await eventually(() => expect(reader.seen).toHaveLength(4));
      expect(reader.seen.map(({ partition }) => partition).toSorted()).toEqual([0, 1, 2, 3]);
      await reader.consumption.stop();
    });

    it('refuses a partition that is not there', async () => {
      const topic = await harness().topic({ partitions: 2 });
      await expect(
        harness()
          .client()
          .publish([textMessage(topic, 'x', { partition: 2 })]),
      ).rejects.toEqual(new MessageRefused('no-such-partition'));
    });

    it('refuses a message that is too large, and takes the next one', async () => {
      const topic = await harness().topic({ partitions: 1, maxMessageBytes: 100_000 });
      const bus = harness().client();
      const large = { ...textMessage(topic, 'large'), value: new Uint8Array(200_000) };
      await expect(bus.publish([large])).rejects.toEqual(new MessageRefused('too-large'));
      await bus.publish([textMessage(topic, 'small')]);
    });

    it.each([
      ['3 MiB', 3, 4],
      ['12 MiB', 12, 24],
    ])('carries %s', async (_, mib, limit) => {
      const topic = await harness().topic({ partitions: 2, maxMessageBytes: limit * MIB });
      const bus = harness().client();
      const value = Buffer.alloc(mib * MIB, 'abcdefg');
      await bus.publish([
        { ...textMessage(topic, 'large'), value },
        textMessage(topic, 'small', { key: 'large' }),
      ]);
      const reader = await Reader.start(bus, { topic });
      await eventually(() => expect(reader.seen).toHaveLength(2));
      const received = reader.seen.find(({ value: bytes }) => bytes.length === value.length);
      expect(received && value.equals(received.value)).toBe(true);
      await reader.consumption.stop();
    });

    it('carries 12 MiB on the answer topic', async () => {
      const bus = harness().client();
      const partition = 3;
      const reader = await Reader.start(bus, {
        topic: ANSWER_TOPIC,
        pinnedPartition: partition,
        from: 'latest',
        commit: false,
      });
      const value = Buffer.alloc(12 * MIB, 'zyx');
      await bus.publish([{ topic: ANSWER_TOPIC, key: 'k', partition, headers: {}, value }]);
      await eventually(() => expect(reader.seen).toHaveLength(1));
      expect(value.equals(reader.seen[0]?.value ?? Buffer.alloc(0))).toBe(true);
      await reader.consumption.stop();
    });

    it('says how many partitions a topic has', async () => {
      const topic = await harness().topic({ partitions: 5 });
      expect(await harness().client().partitions(topic)).toBe(5);
    });

    it("stamps messages with the broker's clock, which it can tell", async () => {
      const topic = await harness().topic({ partitions: 1 });
      const bus = harness().client();
      await bus.publish([textMessage(topic, 'first')]);
      const before = bus.clock.now();
      await bus.publish([textMessage(topic, 'x')]);
      const after = bus.clock.now();
      const reader = await Reader.start(bus, { topic });
      await eventually(() => expect(reader.seen).toHaveLength(2));
      const at = reader.seen[1]?.appendedAt ?? 0;
      const tolerance = after - before + 100;
      expect(at).toBeGreaterThan(before - tolerance);
      expect(at).toBeLessThan(after + tolerance);
      await reader.consumption.stop();
    });
  });
}
