import { describe, expect, it, vi } from 'vitest';
import {
  BusUnavailable,
  DEAD_LETTER_TOPIC,
  MessageRefused,
  type Incoming,
  type TopicSettings,
} from '@ssbtek/messaging';
import { messageBusSuite, Reader, textMessage } from '@ssbtek/messaging/testing';
import { DIRECT, MemoryBroker, type Network } from './index';

const settings = (name: string, more: Partial<TopicSettings> = {}): TopicSettings => ({
  name,
  partitions: 1,
  retentionMs: 60_000,
  maxMessageBytes: 4 * 1024 * 1024,
  writers: [],
  readers: [],
  description: 'for this test',
  ...more,
});

messageBusSuite('memory', () => {
  const broker = new MemoryBroker();
  let topics = 0;
  return Promise.resolve({
    client: (events) => broker.bus(events),
    topic(wanted) {
      const name = `suite.${(topics += 1)}`;
      broker.createTopic(settings(name, wanted));
      return Promise.resolve(name);
    },
    grow: (topic, partitions) => Promise.resolve(broker.grow(topic, partitions)),
    cutOff: (topic, partition, below) => Promise.resolve(broker.cutOff(topic, partition, BigInt(below))),
    close: () => Promise.resolve(),
  });
});

describe('memory broker: faults', () => {
  it('takes and gives nothing while it is down, and all of it afterwards', async () => {
    const broker = new MemoryBroker([settings('t')]);
    const connected: boolean[] = [];
    const bus = broker.bus({ connected: (yes) => connected.push(yes) });
    const reader = await Reader.start(bus, { topic: 't' });
    await bus.publish([textMessage('t', 'before')]);
    broker.stop();
    await expect(bus.publish([textMessage('t', 'lost')])).rejects.toBeInstanceOf(BusUnavailable);
    expect(bus.connected()).toBe(false);
    expect(reader.texts).toEqual([]);
    broker.start();
    await bus.publish([textMessage('t', 'after')]);
    await vi.waitFor(() => expect(reader.texts).toEqual(['before', 'after']));
    expect(connected).toEqual([true, false, true]);
    await bus.close();
  });

  it('gives the unfinished messages of a crashed client to the others of its group', async () => {
    const broker = new MemoryBroker([settings('t')]);
    const dying = broker.bus();
    const first = await Reader.start(dying, { topic: 't', group: 'g' }, (text) => text === 'open');
    await broker.bus().publish(['done', 'open'].map((text) => textMessage('t', text)));
    await vi.waitFor(() => expect(first.texts).toEqual(['done', 'open']));
    const second = await Reader.start(broker.bus(), { topic: 't', group: 'g' });
    dying.crash();
    await vi.waitFor(() => expect(second.texts).toContain('open'));
    first.releaseAll();
    await second.consumption.stop();
  });
});

describe('memory broker: as unkind as it is told to be', () => {
  it('does without a client of which nothing is heard, which does not know and commits nothing, until it is back', async () => {
    const broker = new MemoryBroker([settings('t', { partitions: 2 })]);
    const silent = broker.bus();
    const first = await Reader.start(silent, { topic: 't', group: 'g' });
    const second = await Reader.start(broker.bus(), { topic: 't', group: 'g' });
    await vi.waitFor(() => expect(first.consumption.partitions() + second.consumption.partitions()).toBe(2));
    silent.vanish();
    await vi.waitFor(() => expect(second.consumption.partitions()).toBe(2));
    expect(first.consumption.partitions()).toBe(1);
    const texts = Array.from({ length: 20 }, (_, i) => `m${i}`);
    await broker.bus().publish(texts.map((text) => textMessage('t', text)));
    await vi.waitFor(() => expect(new Set(second.texts)).toEqual(new Set(texts)));
    // It reads on, and what it does counts for nobody.
    await vi.waitFor(() => expect(first.texts.length).toBeGreaterThan(0));
    const { committed } = broker.topic('t').group('g');
    await vi.waitFor(() => expect([...committed.values()].reduce((sum, one) => sum + one, 0n)).toBe(20n));
    silent.comeBack();
    await vi.waitFor(() => expect(second.consumption.partitions()).toBe(1));
    await first.consumption.stop();
    await second.consumption.stop();
  });

  it('refuses a commit of who was not there when partitions were dealt', async () => {
    const broker = new MemoryBroker([settings('t')]);
    const silent = broker.bus();
    const reader = await Reader.start(silent, { topic: 't', group: 'g' });
    silent.vanish();
    await broker.bus().publish([textMessage('t', 'unseen')]);
    await vi.waitFor(() => expect(reader.texts).toEqual(['unseen']));
    await reader.consumption.stop();
    expect(broker.topic('t').group('g').committed.get(0) ?? 0n).toBe(0n);
  });

  it('refuses a commit that was under way while partitions were dealt', async () => {
    const held: (() => void)[] = [];
    const network: Network = {
      ...DIRECT,
      commit: (client, write) =>
        new Promise((resolve, reject) =>
          held.push(() => void DIRECT.commit(client, write).then(resolve, reject)),
        ),
    };
    const broker = new MemoryBroker([settings('t')], Date.now, network);
    const first = await Reader.start(broker.bus(), { topic: 't', group: 'g' });
    await broker.bus().publish([textMessage('t', 'read')]);
    await vi.waitFor(() => expect(held).toHaveLength(1));
    const group = broker.topic('t').group('g');
    const before = group.generation;
    await broker.bus().consume({ topic: 't', group: 'g', maxInFlight: 1, handler: () => Promise.resolve() });
    await vi.waitFor(() => expect(group.generation).toBeGreaterThan(before));
    held[0]?.();
    await new Promise((resolve) => setImmediate(resolve));
    expect(group.committed.get(0)).toBeUndefined();
    expect(first.texts).toEqual(['read']);
  });

  it('loses a topic, and readers go on with what comes afterwards', async () => {
    const broker = new MemoryBroker([settings('t')]);
    const bus = broker.bus();
    const reader = await Reader.start(bus, { topic: 't', group: 'g' });
    await bus.publish(['a', 'b'].map((text) => textMessage('t', text)));
    await vi.waitFor(() => expect(reader.texts).toEqual(['a', 'b']));
    broker.lose('t');
    await bus.publish([textMessage('t', 'c')]);
    await vi.waitFor(() => expect(reader.texts).toEqual(['a', 'b', 'c']));
    await bus.close();
  });

  it('gives readers what no client of it has written', async () => {
    const broker = new MemoryBroker([settings('t')]);
    const bus = broker.bus();
    const reader = await Reader.start(bus, { topic: 't' });
    broker.put({ ...textMessage('t', 'strange'), partition: 0 });
    await vi.waitFor(() => expect(reader.texts).toEqual(['strange']));
    await bus.close();
  });

  it('passes over a batch that cannot be read, however many offsets it has', async () => {
    const broker = new MemoryBroker([settings('t')]);
    const given: unknown[] = [];
    const bus = broker.bus({ deadLettered: (topic, detail) => given.push({ topic, ...detail }) });
    broker.createTopic(settings(DEAD_LETTER_TOPIC));
    const reader = await Reader.start(bus, { topic: 't' });
    broker.put({ ...textMessage('t', ''), value: new Uint8Array(), unreadable: true, partition: 0 }, 5);
    await bus.publish([textMessage('t', 'after')]);
    await vi.waitFor(() => expect(reader.texts).toEqual(['after']));
    expect(reader.seen[0]?.offset).toBe(5n);
    await vi.waitFor(() => expect(given).toMatchObject([{ topic: 't', partition: 0, offset: '4' }]));
    await vi.waitFor(() => expect(reader.consumption.lag()).toBe(0));
    await bus.close();
  });

  it('refuses for good what somebody has lost the permission to write', async () => {
    const broker = new MemoryBroker([settings('t')]);
    broker.refuseWrites('t', 'TOPIC_AUTHORIZATION_FAILED');
    const bus = broker.bus();
    await expect(bus.publish([textMessage('t', 'x')])).rejects.toEqual(new MessageRefused('not-allowed'));
    broker.takeWrites('t');
    await bus.publish([textMessage('t', 'x')]);
  });

  it('lets its network decide what arrives, and what its clients hear of it', async () => {
    const network: Network = {
      ...DIRECT,
      async publish(_client, messages, _timeoutMs, append) {
        append(messages.slice(0, 1));
        return Promise.reject(new BusUnavailable('not acknowledged'));
      },
    };
    const broker = new MemoryBroker([settings('t')], Date.now, network);
    const bus = broker.bus();
    const reader = await Reader.start(bus, { topic: 't' });
    const messages = ['half', 'other half'].map((text) => textMessage('t', text));
    await expect(bus.publish(messages)).rejects.toBeInstanceOf(BusUnavailable);
    await vi.waitFor(() => expect(reader.texts).toEqual(['half']));
    await bus.close();
  });
});

describe('memory broker: retention', () => {
  const bytesOf = (broker: MemoryBroker): number => broker.topic('t').bytes;

  it('drops what is older than the retention', async () => {
    let now = 0;
    const broker = new MemoryBroker([settings('t', { retentionMs: 1000 })], () => now);
    const bus = broker.bus();
    await bus.publish([textMessage('t', 'old')]);
    now = 1001;
    await bus.publish([textMessage('t', 'new')]);
    const reader = await Reader.start(bus, { topic: 't' });
    await vi.waitFor(() => expect(reader.texts).toEqual(['new']));
    await bus.close();
  });

  it('stays bounded while a group reads along', async () => {
    const broker = new MemoryBroker([settings('t', { partitions: 3 })]);
    const bus = broker.bus();
    let read = 0;
    const handler = (_: Incoming): Promise<void> => Promise.resolve(void (read += 1));
    const consumption = await bus.consume({ topic: 't', group: 'g', maxInFlight: 10, handler });
    for (let sent = 0; sent < 60; sent += 1) {
      await bus.publish([{ ...textMessage('t', `k${sent}`), value: new Uint8Array(1024 * 1024) }]);
      await vi.waitFor(() => expect(consumption.lag()).toBe(0));
      if (sent % 10 === 9) await new Promise((resolve) => setTimeout(resolve, 300));
    }
    expect(read).toBe(60);
    expect(bytesOf(broker)).toBeLessThan(40 * 1024 * 1024);
    await bus.close();
  });

  it('stays bounded when nobody ever reads, unless somebody still may', async () => {
    const kept = async (readers: readonly string[]): Promise<number> => {
      const broker = new MemoryBroker([settings('t', { readers })]);
      for (let sent = 0; sent < 20; sent += 1)
        await broker.bus().publish([{ ...textMessage('t', 'k'), value: new Uint8Array(1024 * 1024) }]);
      return bytesOf(broker);
    };
    expect(await kept([])).toBeLessThan(17 * 1024 * 1024);
    expect(await kept(['aggregator'])).toBe(20 * 1024 * 1024);
  });

  it('keeps what a group has not committed, however much it is', async () => {
    const broker = new MemoryBroker([settings('t')]);
    const bus = broker.bus();
    const reader = await Reader.start(bus, { topic: 't', group: 'g' }, () => true);
    for (let sent = 0; sent < 20; sent += 1)
      await bus.publish([{ ...textMessage('t', 'k'), value: new Uint8Array(1024 * 1024) }]);
    await vi.waitFor(() => expect(reader.seen).toHaveLength(20));
    expect(bytesOf(broker)).toBe(20 * 1024 * 1024);
    reader.releaseAll();
    await bus.close();
  });

  it('keeps the last message of each key where a topic is compacted, and readers pass over what is gone', async () => {
    const broker = new MemoryBroker([settings('t', { cleanup: 'compact,delete' })]);
    const bus = broker.bus();
    const early = await Reader.start(bus, { topic: 't', pinnedPartition: 0, commit: false });
    const say = (text: string, key: string) => bus.publish([textMessage('t', text, { key })]);
    await say('once', 'quiet');
    for (let said = 1; said <= 300; said += 1) await say(`said ${said}`, 'loud');
    await vi.waitFor(() => expect(early.texts.at(-1)).toBe('said 300'));
    expect(early.texts[0]).toBe('once');
    expect(bytesOf(broker)).toBeLessThan(200 * 'said 300'.length);
    const late = await Reader.start(bus, { topic: 't', pinnedPartition: 0, commit: false });
    await vi.waitFor(() => expect(late.texts.at(-1)).toBe('said 300'));
    expect(late.texts[0]).toBe('once');
    expect(late.texts.length).toBeLessThan(200);
    expect(late.events).toContainEqual({ type: 'caught-up', partition: 0 });
    await say('more', 'quiet');
    await vi.waitFor(() => expect([early.texts.at(-1), late.texts.at(-1)]).toEqual(['more', 'more']));
    await bus.close();
  });

  it('refuses what is larger than the topic allows', async () => {
    const bus = new MemoryBroker([settings('t', { maxMessageBytes: 3 })]).bus();
    await expect(bus.publish([textMessage('t', 'four')])).rejects.toEqual(new MessageRefused('too-large'));
  });
});
