import { describe, expect, it } from 'vitest';
import { eventually, newGroup, Reader, textMessage, type BusHarness } from './harness';

/** Topics that others change while they are read. */
export function topicCases(harness: () => BusHarness): void {
  describe('topics that change under way', () => {
    it.each([
      ['some of what was not read', 4, ['e']],
      ['all of it', 5, []],
    ])('are read on from where they begin when their old end is gone, %s', async (_, below, left) => {
      const topic = await harness().topic({ partitions: 1 });
      const bus = harness().client();
      const group = newGroup();
      const reader = await Reader.start(bus, { topic, group, maxInFlight: 1 }, (text) => text === 'a');
      await bus.publish([textMessage(topic, 'a')]);
      await eventually(() => expect(reader.texts).toEqual(['a']));
      // It holds as much as it may: of these nothing is handed to it.
      await bus.publish(['b', 'c', 'd', 'e'].map((text) => textMessage(topic, text)));
      await harness().cutOff(topic, 0, below);
      reader.releaseAll();
      // What had been fetched before may come, once, and what stands there must. A reader at its cap may not have heard of it yet.
      await eventually(() => expect(reader.texts).toEqual(expect.arrayContaining(left)));
      await eventually(() => expect(reader.consumption.lag()).toBe(0));
      expect(reader.consumption.oldestMs()).toBe(0);
      expect(new Set(reader.texts).size).toBe(reader.texts.length);
      await bus.publish([textMessage(topic, 'f')]);
      await eventually(() => expect(reader.texts.at(-1)).toBe('f'));
      await reader.consumption.stop();
      const next = await Reader.start(bus, { topic, group });
      await bus.publish([textMessage(topic, 'g')]);
      await eventually(() => expect(next.texts).toEqual(['g']));
      await next.consumption.stop();
    });

    it('are read in partitions that are added, from their beginning, by one of those who read', async () => {
      const topic = await harness().topic({ partitions: 1 });
      const group = newGroup();
      const readers = [
        await Reader.start(harness().client(), { topic, group }),
        await Reader.start(harness().client(), { topic, group }),
      ];
      await harness().grow(topic, 4);
      const late = harness().client();
      await eventually(async () => expect(await late.partitions(topic)).toBe(4));
      await late.publish([0, 1, 2, 3].map((partition) => textMessage(topic, `p${partition}`, { partition })));
      const read = () => readers.flatMap(({ texts }) => texts).toSorted();
      await eventually(() => expect(read()).toEqual(['p0', 'p1', 'p2', 'p3']));
      await Promise.all(readers.map(({ consumption }) => consumption.stop()));
    });
  });
}
