import { describe, expect, it } from 'vitest';
import { eventually, newGroup, Reader, textMessage, type BusHarness } from './harness';

/** Concurrency above partition order, and what is committed. */
export function flowCases(harness: () => BusHarness): void {
  describe('flow', () => {
    it('lets no message delay another of its partition', async () => {
      const topic = await harness().topic({ partitions: 1 });
      const bus = harness().client();
      const reader = await Reader.start(bus, { topic }, (text) => text === 'stuck');
      await bus.publish(['stuck', 'a', 'b'].map((text) => textMessage(topic, text)));
      await bus.publish([textMessage(topic, 'c')]);
      await eventually(() => expect(reader.texts).toEqual(['stuck', 'a', 'b', 'c']));
      await eventually(() => expect(reader.consumption.inFlight()).toBe(1));
      reader.releaseAll();
      await reader.consumption.stop();
    });

    it('holds at the cap and goes on when half of it is free', async () => {
      const topic = await harness().topic({ partitions: 2 });
      const bus = harness().client();
      const texts = Array.from({ length: 30 }, (_, i) => `t${i}`);
      await bus.publish(texts.map((text) => textMessage(topic, text)));
      const reader = await Reader.start(bus, { topic, maxInFlight: 8 }, () => true);
      await eventually(() => expect(reader.seen).toHaveLength(8));
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(reader.seen).toHaveLength(8);
      expect(reader.consumption.lag()).toBeGreaterThan(7);
      for (let done = 0; done < texts.length; done += 1) {
        await eventually(() => expect(reader.seen.length).toBeGreaterThan(done));
        expect(reader.consumption.inFlight()).toBeLessThanOrEqual(8);
        reader.release(reader.texts[done] as string);
      }
      await eventually(() => expect(reader.texts.toSorted()).toEqual(texts.toSorted()));
      await eventually(() => expect(reader.consumption.lag()).toBe(0));
      await reader.consumption.stop();
    });

    it('holds at the cap in bytes too, and hands out what is larger than it alone', async () => {
      const topic = await harness().topic({ partitions: 1 });
      const bus = harness().client();
      const texts = ['aaaa', 'bbbb', 'larger than the cap', 'cccc', 'dddd'];
      await bus.publish(texts.map((text) => textMessage(topic, text)));
      const reader = await Reader.start(bus, { topic, maxBytesInFlight: 8 }, () => true);
      const begun = async (...expected: string[]): Promise<void> => {
        await eventually(() => expect(reader.texts.slice(-expected.length)).toEqual(expected));
        expect(reader.consumption.inFlight()).toBe(expected.length);
      };
      await begun('aaaa', 'bbbb');
      expect(reader.consumption.bytesInFlight()).toBe(8);
      for (const text of ['aaaa', 'bbbb']) reader.release(text);
      await begun('larger than the cap');
      reader.release('larger than the cap');
      await begun('cccc', 'dddd');
      reader.releaseAll();
      await eventually(() => expect(reader.consumption.bytesInFlight()).toBe(0));
      await reader.consumption.stop();
    });

    it('tells how old the oldest message is that is not done', async () => {
      const topic = await harness().topic({ partitions: 2 });
      const bus = harness().client();
      const reader = await Reader.start(bus, { topic }, () => true);
      expect(reader.consumption.oldestMs()).toBe(0);
      await bus.publish([textMessage(topic, 'old', { partition: 0 })]);
      await eventually(() => expect(reader.consumption.oldestMs()).toBeGreaterThan(300));
      await bus.publish([textMessage(topic, 'new', { partition: 1 })]);
      await eventually(() => expect(reader.texts).toEqual(['old', 'new']));
      const before = reader.consumption.oldestMs();
      reader.release('old');
      await eventually(() => expect(reader.consumption.oldestMs()).toBeLessThan(before));
      reader.release('new');
      await eventually(() => expect(reader.consumption.oldestMs()).toBe(0));
      await reader.consumption.stop();
    });

    it('commits the low watermark: after a restart the unfinished and what follows it come again, nothing before', async () => {
      const topic = await harness().topic({ partitions: 1 });
      const group = newGroup();
      const first = await Reader.start(harness().client(), { topic, group }, (text) => text === 'c');
      await harness()
        .client()
        .publish(['a', 'b', 'c', 'd'].map((text) => textMessage(topic, text)));
      await eventually(() => expect(first.texts).toEqual(['a', 'b', 'c', 'd']));
      await eventually(() => expect(first.consumption.inFlight()).toBe(1));
      await first.consumption.stop(0);
      const second = await Reader.start(harness().client(), { topic, group });
      await eventually(() => expect(second.texts).toEqual(['c', 'd']));
      await second.consumption.stop();
      const third = await Reader.start(harness().client(), { topic, group });
      await harness()
        .client()
        .publish([textMessage(topic, 'e')]);
      await eventually(() => expect(third.texts).toEqual(['e']));
      await third.consumption.stop();
    });

    it('stops when what is in flight is done, and has committed it', async () => {
      const topic = await harness().topic({ partitions: 1 });
      const group = newGroup();
      const bus = harness().client();
      const reader = await Reader.start(bus, { topic, group }, () => true);
      await bus.publish([textMessage(topic, 'a')]);
      await eventually(() => expect(reader.seen).toHaveLength(1));
      let stopped = false;
      const stopping = reader.consumption.stop().then(() => (stopped = true));
      expect(reader.consumption.ready()).toBe(false);
      await bus.publish([textMessage(topic, 'b')]);
      await new Promise((resolve) => setTimeout(resolve, 400));
      expect(stopped).toBe(false);
      expect(reader.texts).toEqual(['a']);
      reader.releaseAll();
      await stopping;
      const next = await Reader.start(harness().client(), { topic, group });
      await eventually(() => expect(next.texts).toEqual(['b']));
      await next.consumption.stop();
    });

    it('leaves what it has begun to nobody, if it finishes that itself, and keeps no partition for it', async () => {
      const topic = await harness().topic({ partitions: 1 });
      const group = newGroup();
      const bus = harness().client();
      const options = { topic, group, finishesBegun: true, maxInFlight: 2 };
      const reader = await Reader.start(bus, options, () => true);
      await bus.publish(['a', 'b', 'c'].map((text) => textMessage(topic, text)));
      await eventually(() => expect(reader.texts).toEqual(['a', 'b']));
      reader.release('b');
      await eventually(() => expect(reader.texts).toEqual(['a', 'b', 'c']));
      await bus.publish([textMessage(topic, 'd')]);
      let stopped = false;
      const stopping = reader.consumption.stop().then(() => (stopped = true));
      const next = await Reader.start(harness().client(), options);
      await eventually(() => expect(next.texts).toEqual(['d']));
      expect(stopped).toBe(false);
      reader.releaseAll();
      await stopping;
      expect(reader.texts).toEqual(['a', 'b', 'c']);
      await next.consumption.stop();
      expect(next.texts).toEqual(['d']);
    });
  });
}
