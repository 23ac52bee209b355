import { describe, expect, it } from 'vitest';
import { BusUnavailable, MessageRefused, type BusEvents } from '../bus';
import { DEAD_LETTER_HEADER } from '../dead-letter';
import { letGo } from '../let-go';
import { DEAD_LETTER_TOPIC } from '../topics';
import { busyFor } from '@ssbtek/patience/testing';
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

    it('never tries again what its handler has let go of, and holds its content no longer', async () => {
      const topic = await harness().topic({ partitions: 1 });
      const bus = harness().client();
      const errors = [new Error('x'), new MessageRefused('too-large'), new BusUnavailable('x')];
      const tried: string[] = [];
      const consumption = await bus.consume({
        topic,
        group: newGroup(),
        maxInFlight: 1,
        handler: async (message) => {
          tried.push(Buffer.from(message.value).toString());
          letGo(message);
          expect(message.value).toHaveLength(0);
          await Promise.resolve();
          const error = errors[tried.length - 1];
          if (error) throw error;
        },
      });
      await bus.publish(['a', 'b', 'c', 'd'].map((text) => textMessage(topic, text)));
      await eventually(() => expect(tried).toEqual(['a', 'b', 'c', 'd']));
      await eventually(() => expect(consumption.lag()).toBe(0));
      await consumption.stop();
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

    it('hears acknowledgements that came while the process was busy', async () => {
      const topic = await harness().topic({ partitions: 1 });
      const bus = harness().client();
      await bus.publish([textMessage(topic, 'first')]);
      const texts = ['a', 'b', 'c', 'd', 'e'];
      const published = Promise.all(
        texts.map(async (text, i) => {
          for (let turns = 0; turns < i; turns += 1) await new Promise((resolve) => setImmediate(resolve));
          return bus.publish([textMessage(topic, text)], 900);
        }),
      );
      await new Promise((resolve) => setTimeout(resolve, 1));
      busyFor(1000);
      await published;
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
