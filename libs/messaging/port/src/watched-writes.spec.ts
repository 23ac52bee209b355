import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BusUnavailable, MessageRefused, type MessageBus } from './bus';
import { watchedWrites } from './watched-writes';

const message = (topic: string) => ({ topic, key: 'k', headers: {}, value: new Uint8Array() });

describe('watched writes', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const bus = (errors: Error[], connected = true) =>
    watchedWrites({
      connected: () => connected,
      publish() {
        const error = errors.shift();
        return error ? Promise.reject(error) : Promise.resolve();
      },
    } as Partial<MessageBus> as MessageBus);
  const after = async (error: Error, connected?: boolean): Promise<readonly string[]> => {
    const watched = bus([error], connected);
    await expect(watched.publish([message('a')])).rejects.toBe(error);
    return watched.refusedWrites();
  };

  it.each([
    [
      "the broker's word",
      new BusUnavailable('late', 'NOT_ENOUGH_REPLICAS'),
      ['a cannot be written: NOT_ENOUGH_REPLICAS'],
    ],
    ['no word', new BusUnavailable('late'), ['a cannot be written: not acknowledged']],
    ['a refusal', new MessageRefused('not-allowed'), ['a cannot be written: not-allowed']],
    ["a message's own fault", new MessageRefused('too-large'), []],
    ['anything else', new Error('text'), []],
  ])('tell %s', async (_, error, wanted) => {
    expect(await after(error)).toEqual(wanted);
  });

  it('tell nothing of topics while the whole bus is away', async () => {
    expect(await after(new BusUnavailable('away'), false)).toEqual([]);
  });

  it('pass on what the bus knows to be wrong with its topics', () => {
    const watched = watchedWrites({ lacks: () => ['a: wrong'] } as Partial<MessageBus> as MessageBus);
    expect([watched.lacks(), bus([]).lacks()]).toEqual([['a: wrong'], []]);
  });

  it('take it back for a topic that takes something again, and after a while in any case', async () => {
    const watched = bus([new BusUnavailable('late')]);
    await expect(watched.publish([message('a'), message('b')])).rejects.toThrow();
    await watched.publish([message('a')]);
    expect(watched.refusedWrites()).toEqual(['b cannot be written: not acknowledged']);
    vi.advanceTimersByTime(10_001);
    expect(watched.refusedWrites()).toEqual([]);
  });
});
