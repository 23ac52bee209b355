import { describe, expect, it, vi } from 'vitest';
import { BusUnavailable, MessageRefused, type Outgoing } from '@ssbtek/messaging';
import { answeredElsewhere, busyFor } from '@ssbtek/messaging/testing';
import { BATCH_BYTES, Batcher } from './batcher';
import { KafkaTrouble } from './trouble';

const message = (key: string, bytes = 10, topic = 't'): Outgoing => ({
  topic,
  key,
  headers: {},
  value: new Uint8Array(bytes),
});
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function setUp() {
  const batches: { keys: string[]; settle: PromiseWithResolvers<void> }[] = [];
  const sender = {
    isReady: true,
    ready: () => sender.isReady,
    send(messages: readonly Outgoing[]): Promise<void> {
      const settle = Promise.withResolvers<void>();
      batches.push({ keys: messages.map(({ key }) => key), settle });
      return settle.promise;
    },
  };
  return { batches, sender, batcher: new Batcher(sender), keys: () => batches.map((batch) => batch.keys) };
}

describe('batcher', () => {
  it('sends what is published in one turn as one batch', async () => {
    const { batcher, batches, keys } = setUp();
    const calls = Promise.all([
      batcher.publish([message('a'), message('b')], 1000),
      batcher.publish([message('c')], 1000),
    ]);
    await turn();
    expect(keys()).toEqual([['a', 'b', 'c']]);
    batches[0]?.settle.resolve();
    await calls;
  });

  it('caps a batch, and lets a large message travel alone', async () => {
    const { batcher, keys } = setUp();
    const calls = batcher.publish([message('a'), message('large', BATCH_BYTES), message('b')], 20);
    await turn();
    expect(keys()).toEqual([['a'], ['large']]);
    await expect(calls).rejects.toBeInstanceOf(BusUnavailable);
  });

  it('says in the word of the broker why nothing was acknowledged in time', async () => {
    const { batcher, batches } = setUp();
    const call = batcher.publish([message('a')], 60);
    await turn();
    const refused = new KafkaTrouble('NOT_ENOUGH_REPLICAS', false);
    batches[0]?.settle.reject(refused);
    await expect(call).rejects.toMatchObject({ code: 'NOT_ENOUGH_REPLICAS' });
  });

  it('resolves a call only when all of its batches are acknowledged', async () => {
    const { batcher, batches } = setUp();
    let done = false;
    const call = batcher
      .publish([message('a', BATCH_BYTES), message('b', BATCH_BYTES)], 1000)
      .then(() => (done = true));
    await turn();
    batches[0]?.settle.resolve();
    await turn();
    expect(done).toBe(false);
    batches[1]?.settle.resolve();
    await call;
  });

  it('rejects the messages of a refused batch and nothing else', async () => {
    const { batcher, batches } = setUp();
    const refused = batcher.publish([message('a', BATCH_BYTES)], 1000);
    const fine = batcher.publish([message('b', BATCH_BYTES)], 1000);
    await turn();
    batches[0]?.settle.reject(new MessageRefused('too-large'));
    batches[1]?.settle.resolve();
    await expect(refused).rejects.toEqual(new MessageRefused('too-large'));
    await fine;
  });

  it('refuses the messages of the refused topic only, when a batch holds several', async () => {
    const { batcher, batches, keys } = setUp();
    const refused = batcher.publish([message('a')], 5000);
    const fine = batcher.publish([message('x', 10, 'other')], 5000);
    await turn();
    batches[0]?.settle.reject(new MessageRefused('not-allowed'));
    await vi.waitFor(() => expect(keys().slice(1)).toEqual([['a'], ['x']]));
    batches[1]?.settle.reject(new MessageRefused('not-allowed'));
    batches[2]?.settle.resolve();
    await expect(refused).rejects.toEqual(new MessageRefused('not-allowed'));
    await fine;
  });

  it('sends a failed batch again, by topic, without the calls that have run out of time', async () => {
    const { batcher, batches, keys } = setUp();
    const late = batcher.publish([message('late')], 50);
    const calls = Promise.all([
      batcher.publish([message('a')], 5000),
      batcher.publish([message('x', 10, 'other')], 5000),
    ]);
    await turn();
    batches[0]?.settle.reject(new Error('no leader'));
    await expect(late).rejects.toBeInstanceOf(BusUnavailable);
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(keys().slice(1)).toEqual([['a'], ['x']]);
    batches[1]?.settle.resolve();
    batches[2]?.settle.resolve();
    await calls;
  });

  it('hears an acknowledgement that arrived while the event loop was busy', async () => {
    const batcher = new Batcher({ ready: () => true, send: answeredElsewhere });
    const calls = Promise.all([1, 2, 3].map((call) => batcher.publish([message(`${call}`)], 50)));
    await turn();
    busyFor(150);
    await calls;
  });

  it('gives the broker its time when the event loop was busy before anything was sent', async () => {
    const { batcher, batches } = setUp();
    const call = batcher.publish([message('a')], 200);
    busyFor(250);
    await turn();
    setTimeout(() => batches[0]?.settle.resolve(), 20);
    await call;
  });

  it('holds messages while sending is of no use, and rejects all on demand', async () => {
    const { batcher, batches, sender } = setUp();
    sender.isReady = false;
    const call = batcher.publish([message('a')], 5000);
    await turn();
    expect(batches).toEqual([]);
    batcher.rejectAll(new BusUnavailable('no broker'));
    await expect(call).rejects.toEqual(new BusUnavailable('no broker'));
  });
});
