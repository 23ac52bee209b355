import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BusUnavailable, INQUIRY_TOPIC, type MessageBus } from '@ssbtek/messaging';
import { eventually, newGroup, Reader, textMessage } from '@ssbtek/messaging/testing';
import { withAdmin } from '../../../../test/support/kafka-admin.ts';
import { startKafka, type TestKafka } from '../../../../test/support/kafka.ts';
import { CLIENTS, kafkaBus } from '../../../../test/support/kafka-client.ts';

const topic = INQUIRY_TOPIC;

/** What the caller of a dead broker must see: faults.md 11 and 17. */
describe.each(CLIENTS)('kafka bus by %s: a broker that goes and comes back', (client) => {
  let kafka: TestKafka;
  let bus: MessageBus;
  const problems: string[] = [];
  // One for all: each test has texts and groups of its own, and the last one leaves it killed.
  beforeAll(async () => {
    kafka = await startKafka();
  });
  afterAll(() => kafka.stop());
  beforeEach(() => {
    const events = { problem: (what: string) => problems.push(what) };
    bus = kafkaBus({ brokers: [kafka.brokers], clientId: 'faults', events }, client);
  });
  afterEach(() => bus.close());

  const publish = (text: string, partition?: number): Promise<void> =>
    bus.publish([textMessage(topic, text, partition === undefined ? {} : { partition })], 900);
  /** What has been finished and not been committed comes again if the group makes up its mind anew. */
  const untilCommitted = (group: string, partition: number, finished = -1n): Promise<void> =>
    withAdmin({ brokers: [kafka.brokers] }, async (admin) => {
      await expect
        .poll(async () => {
          const [ours] = await admin.fetchOffsets({ groupId: group, topics: [topic] });
          return ours?.partitions.find((one) => one.partition === partition)?.offset;
        })
        .toBe(String(finished + 1n));
    });
  const untilPublished = (text: string): Promise<void> =>
    publish(text).catch(async () => {
      await sleep(100);
      return untilPublished(text);
    });

  it('killed: rejects, and goes on by itself afterwards without losing or repeating what was acknowledged', async () => {
    const group = newGroup();
    const reader = await Reader.start(bus, { topic, group }, (text) => text === 'open');
    const pinned = await Reader.start(bus, { topic, pinnedPartition: 3, from: 'latest', commit: false });
    await publish('open', 0);
    await publish('before', 1);
    await eventually(() => expect(reader.texts).toEqual(['open', 'before']));
    await untilCommitted(group, 1, reader.seen[1]?.offset);
    await kafka.kill();
    await expect(publish('lost')).rejects.toBeInstanceOf(BusUnavailable);
    await eventually(() => expect(bus.connected()).toBe(false));
    await kafka.start();
    await untilPublished('after');
    await bus.publish([textMessage(topic, 'pinned', { partition: 3 })]);
    await eventually(() => expect(reader.texts).toEqual(expect.arrayContaining(['after', 'pinned'])));
    await eventually(() => expect(pinned.texts).toContain('pinned'));
    expect(reader.texts.filter((text) => text === 'before')).toHaveLength(1);
    // Its partition may have been somebody else's meanwhile.
    expect(reader.texts).toContain('open');
    await eventually(() => expect(reader.consumption.ready() && pinned.consumption.ready()).toBe(true));
    expect(reader.consumption.alive()).toBe(true);
    reader.releaseAll();
  });

  it('paused: rejects while nothing is acknowledged, and goes on when it answers again', async () => {
    const reader = await Reader.start(bus, { topic });
    await publish('before the pause');
    await kafka.pause();
    await expect(publish('during')).rejects.toBeInstanceOf(BusUnavailable);
    await eventually(() => expect(bus.connected()).toBe(false));
    await kafka.resume();
    await untilPublished('after the pause');
    await eventually(() => expect(reader.texts).toContain('after the pause'));
  });

  it('not there at the start: waits for it', async () => {
    await kafka.kill();
    const early = kafkaBus({ brokers: [kafka.brokers], clientId: 'early' }, client);
    const seen: string[] = [];
    const handler = ({ value }: { value: Uint8Array }): Promise<void> =>
      Promise.resolve(void seen.push(Buffer.from(value).toString()));
    const consumption = await early.consume({ topic, group: newGroup(), maxInFlight: 10, handler });
    const counting = early.partitions(topic);
    await sleep(1500);
    expect(early.connected()).toBe(false);
    expect(consumption.ready()).toBe(false);
    expect(consumption.alive()).toBe(true);
    await expect(early.publish([textMessage(topic, 'too early')])).rejects.toBeInstanceOf(BusUnavailable);
    await kafka.start();
    await eventually(() => expect(consumption.ready()).toBe(true));
    expect(await counting).toBe(12);
    await early.publish([textMessage(topic, 'now')]);
    await eventually(() => expect(seen).toContain('now'));
    await early.close();
  });

  it('closes without a broker', async () => {
    await bus.consume({ topic, group: newGroup(), maxInFlight: 10, handler: () => Promise.resolve() });
    await eventually(() => expect(bus.connected()).toBe(true));
    await kafka.kill();
    await bus.close();
    expect(bus.connected()).toBe(false);
  });
});
