import { describe, expect, it } from 'vitest';
import { BusUnavailable, type BusEvents } from '../bus';
import { DEAD_LETTER_HEADER } from '../dead-letter';
import { DEAD_LETTER_TOPIC } from '../topics';
import { eventually, newGroup, Reader, textMessage, type BusHarness } from './harness';

/** Handlers that fail, and the end of a client. */
export function failureCases(harness: () => BusHarness): void {
  describe('failures', () => {
    it('tries a message again, then makes it a dead letter without its content, and goes on', async () => {
      const topic = await harness().topic({ partitions: 1 });
      const group = newGroup();
      const letters = await Reader.start(harness().client(), {
        topic: DEAD_LETTER_TOPIC,
        pinnedPartition: 0,
        from: 'latest',
        commit: false,
      });
      const told: string[] = [];
      const events: BusEvents = { deadLettered: (name) => told.push(name) };
      const bus = harness().client(events);
      const tries: string[] = [];
      const consumption = await bus.consume({
        topic,
        group,
        maxInFlight: 10,
        handler: (message) => {
          const text = Buffer.from(message.value).toString();
          tries.push(text);
          return text === 'poison' ? Promise.reject(new Error('secret cause')) : Promise.resolve();
        },
      });
      await bus.publish([
        textMessage(topic, 'poison', { key: 'inquiry-7', headers: { secret: 'secret header' } }),
        textMessage(topic, 'fine'),
      ]);
      await eventually(() =>
        expect(letters.seen.some(({ headers }) => headers[DEAD_LETTER_HEADER.group] === group)).toBe(true),
      );
      const letter = letters.seen.find(({ headers }) => headers[DEAD_LETTER_HEADER.group] === group);
      expect(tries.toSorted()).toEqual(['fine', 'poison', 'poison', 'poison']);
      expect(letter).toMatchObject({
        key: 'inquiry-7',
        headers: {
          [DEAD_LETTER_HEADER.topic]: topic,
          [DEAD_LETTER_HEADER.offset]: '0',
          [DEAD_LETTER_HEADER.tries]: '3',
        },
      });
      expect(JSON.stringify(letter?.headers) + Buffer.from(letter?.value ?? []).toString()).not.toContain(
        'secret',
      );
      expect(told).toEqual([topic]);
      await consumption.stop();
      await letters.consumption.stop();
      const next = await Reader.start(harness().client(), { topic, group });
      await bus.publish([textMessage(topic, 'after')]);
      await eventually(() => expect(next.texts).toEqual(['after']));
      await next.consumption.stop();
    });

    it('does not count an unavailable bus against the message', async () => {
      const topic = await harness().topic({ partitions: 1 });
      const bus = harness().client();
      let calls = 0;
      const consumption = await bus.consume({
        topic,
        group: newGroup(),
        maxInFlight: 10,
        maxTries: 1,
        handler: () => ((calls += 1) < 4 ? Promise.reject(new BusUnavailable('for now')) : Promise.resolve()),
      });
      await bus.publish([textMessage(topic, 'x')]);
      await eventually(() => expect(consumption.inFlight() === 0 && calls).toBe(4));
      await consumption.stop();
    });

    it('stops no partition when a handler throws before it returns a promise', async () => {
      const topic = await harness().topic({ partitions: 1 });
      const bus = harness().client();
      const seen: string[] = [];
      const consumption = await bus.consume({
        topic,
        group: newGroup(),
        maxInFlight: 1,
        maxTries: 2,
        handler: (message) => {
          seen.push(Buffer.from(message.value).toString());
          if (seen.length <= 2) throw new Error('at once');
          return Promise.resolve();
        },
      });
      await bus.publish(['bad', 'good'].map((text) => textMessage(topic, text)));
      await eventually(() => expect(seen).toEqual(['bad', 'bad', 'good']));
      expect(consumption.alive()).toBe(true);
      await consumption.stop();
    });

    it('takes nothing after it was closed', async () => {
      const topic = await harness().topic({ partitions: 1 });
      const bus = harness().client();
      await bus.publish([textMessage(topic, 'x')]);
      await bus.close();
      expect(bus.connected()).toBe(false);
      await expect(bus.publish([textMessage(topic, 'y')])).rejects.toBeInstanceOf(BusUnavailable);
    });
  });
}
