import { describe, expect, it } from 'vitest';
import type { MessageBus } from '../bus';
import { eventually, newGroup, Reader, textMessage, type BusHarness } from './harness';

/** Groups, rebalances, pinned partitions, catching up. */
export function assignmentCases(harness: () => BusHarness): void {
  const fill = (
    bus: MessageBus,
    topic: string,
    partitions: number,
    texts: readonly string[],
  ): Promise<void> =>
    bus.publish(
      texts.flatMap((text) =>
        Array.from({ length: partitions }, (_, partition) =>
          textMessage(topic, `${text}${partition}`, { partition }),
        ),
      ),
    );

  const assigned = (reader: Reader): number[] => {
    const mine = new Set<number>();
    for (const { type, partition } of reader.events)
      if (type === 'assigned') mine.add(partition);
      else if (type === 'revoked') mine.delete(partition);
    return [...mine].toSorted();
  };

  describe('assignment', () => {
    it('gives each group every message, and the members of one group each message once', async () => {
      const topic = await harness().topic({ partitions: 4 });
      const group = newGroup();
      const one = await Reader.start(harness().client(), { topic, group });
      const two = await Reader.start(harness().client(), { topic, group });
      const other = await Reader.start(harness().client(), { topic });
      await eventually(() => expect([...assigned(one), ...assigned(two)].toSorted()).toEqual([0, 1, 2, 3]));
      await eventually(() => expect(one.consumption.ready() && two.consumption.ready()).toBe(true));
      await fill(harness().client(), topic, 4, ['m']);
      await eventually(() =>
        expect([...one.texts, ...two.texts].toSorted()).toEqual(['m0', 'm1', 'm2', 'm3']),
      );
      await eventually(() => expect(other.texts.toSorted()).toEqual(['m0', 'm1', 'm2', 'm3']));
      expect(one.seen).toHaveLength(2);
      const all = [one, two, other];
      expect(all.map(({ consumption }) => consumption.partitions())).toEqual([2, 2, 4]);
      await Promise.all(all.map(({ consumption }) => consumption.stop()));
      expect(all.map(({ consumption }) => consumption.partitions())).toEqual([0, 0, 0]);
    });

    it('loses nothing when a second member comes and goes, and hands kept partitions out once', async () => {
      const topic = await harness().topic({ partitions: 4 });
      const group = newGroup();
      const bus = harness().client();
      const one = await Reader.start(bus, { topic, group }, (text) => text.startsWith('held'));
      await fill(bus, topic, 4, ['held', 'done']);
      await eventually(() => expect(one.seen).toHaveLength(8));
      const two = await Reader.start(harness().client(), { topic, group });
      await eventually(() => expect(assigned(one)).toHaveLength(2));
      const moved = assigned(two);
      const expected = moved.flatMap((partition) => [`held${partition}`, `done${partition}`]).toSorted();
      await eventually(() => expect(two.texts.toSorted()).toEqual(expected));
      await fill(bus, topic, 4, ['later']);
      const kept = assigned(one);
      await eventually(() =>
        expect(one.texts.slice(8).toSorted()).toEqual(
          kept.map((partition) => `later${partition}`).toSorted(),
        ),
      );
      one.releaseAll();
      await two.consumption.stop();
      await eventually(() => expect(assigned(one)).toEqual([0, 1, 2, 3]));
      await eventually(() => expect(one.consumption.ready()).toBe(true));
      await fill(bus, topic, 4, ['last']);
      await eventually(() => expect(one.texts.filter((text) => text.startsWith('last'))).toHaveLength(4));
      const keptTexts = one.texts.filter((text) => kept.includes(Number(text.at(-1))));
      expect(keptTexts.length).toBe(new Set(keptTexts).size);
      await one.consumption.stop();
    });

    it('hands nothing out twice when partitions move from one who finishes what it has begun', async () => {
      const topic = await harness().topic({ partitions: 4 });
      const group = newGroup();
      const bus = harness().client();
      const options = { topic, group, finishesBegun: true };
      const one = await Reader.start(bus, options, (text) => text.startsWith('held'));
      await fill(bus, topic, 4, ['held', 'done']);
      await eventually(() => expect(one.seen).toHaveLength(8));
      const two = await Reader.start(harness().client(), options);
      await eventually(() => expect(assigned(one)).toHaveLength(2));
      const [kept, moved] = [assigned(one), assigned(two)];
      await fill(bus, topic, 4, ['later']);
      await eventually(() =>
        expect(two.texts.toSorted()).toEqual(moved.map((partition) => `later${partition}`)),
      );
      await eventually(() =>
        expect(one.texts.slice(8).toSorted()).toEqual(kept.map((partition) => `later${partition}`)),
      );
      one.releaseAll();
      await Promise.all([one, two].map(({ consumption }) => consumption.stop()));
      expect(one.seen).toHaveLength(10);
    });

    it('pins readers to one partition, each of which gets all of it from its start on', async () => {
      const topic = await harness().topic({ partitions: 4 });
      const bus = harness().client();
      await fill(bus, topic, 4, ['old']);
      const pin = { topic, pinnedPartition: 2, from: 'latest', commit: false } as const;
      const readers = [await Reader.start(bus, pin), await Reader.start(harness().client(), pin)];
      const elsewhere = await Reader.start(bus, { ...pin, pinnedPartition: 1 });
      await fill(bus, topic, 4, ['new']);
      for (const reader of readers) await eventually(() => expect(reader.texts).toEqual(['new2']));
      await eventually(() => expect(elsewhere.texts).toEqual(['new1']));
      await Promise.all([...readers, elsewhere].map(({ consumption }) => consumption.stop()));
    });

    it('says when it has caught up with what stood there at the start', async () => {
      const topic = await harness().topic({ partitions: 2 });
      const bus = harness().client();
      await bus.publish(['a', 'b', 'c'].map((text) => textMessage(topic, text, { partition: 0 })));
      const reader = await Reader.start(bus, { topic, maxInFlight: 2 }, () => true);
      const caughtUp = (): number[] =>
        reader.events.flatMap(({ type, partition }) => (type === 'caught-up' ? [partition] : []));
      await eventually(() => expect(caughtUp()).toEqual([1]));
      await eventually(() => expect(reader.seen).toHaveLength(2));
      expect(caughtUp()).toEqual([1]);
      reader.release('a');
      reader.release('b');
      await eventually(() => expect(caughtUp()).toEqual([1, 0]));
      expect(reader.texts).toEqual(['a', 'b', 'c']);
      reader.releaseAll();
      await reader.consumption.stop();
    });
  });
}
