import { describe, expect, it, vi } from 'vitest';
import { MAX_BUDGET_MS } from '@ssbtek/core';
import type { ConsumeOptions, Incoming, Outgoing, PartitionEvent } from './bus';
import { UnreadableMessage } from './codec/sealer';
import { ConsumptionCore } from './consumption';
import { DEAD_LETTER_HEADER } from './dead-letter';
import { UntimelyMessage } from './freshness';

const message = (offset: bigint, partition = 0, appendedAt = 0): Incoming => ({
  topic: 't',
  partition,
  offset,
  key: 'k',
  headers: {},
  value: new Uint8Array(),
  appendedAt,
});

function setUp(options: Partial<ConsumeOptions> = {}) {
  const commits: [number, bigint][] = [];
  const events: PartitionEvent[] = [];
  const open = new Map<string, () => void>();
  const seen: string[] = [];
  const driver = {
    pause: vi.fn(),
    resume: vi.fn(),
    commit: (offsets: ReadonlyMap<number, bigint>) => Promise.resolve(void commits.push(...offsets)),
    close: () => Promise.resolve(),
  };
  const handler = ({ partition, offset }: Incoming): Promise<void> => {
    const name = `${partition}/${offset}`;
    seen.push(name);
    return new Promise((resolve) => open.set(name, resolve));
  };
  const clock = { now: () => 0 };
  const letters: Outgoing[] = [];
  let withheld = 0;
  const bus = {
    publish: (messages: readonly Outgoing[]) => Promise.resolve(void letters.push(...messages)),
    connected: () => true,
    clock,
  };
  const core = new ConsumptionCore(
    {
      topic: 't',
      group: 'g',
      maxInFlight: 10,
      handler,
      onPartition: (event) => events.push(event),
      ...options,
    },
    { bus, events: { deadLetterWithheld: () => (withheld += 1) }, driver },
  );
  const assign = (committed: bigint, ...partitions: number[]): void => {
    core.assigned(partitions);
    for (const partition of partitions) core.attached(partition, { committed, low: 0n, high: 5n });
    core.fetching();
  };
  const finish = async (name: string): Promise<void> => {
    open.get(name)?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { core, driver, commits, events, seen, assign, finish, clock, letters, withheld: () => withheld };
}

describe('consumption over a driver that delivers again', () => {
  it('hands redelivered messages of a kept partition out once, those of a lost one again', async () => {
    const { core, seen, assign, finish } = setUp();
    assign(0n, 0, 1);
    core.received(0, [message(0n), message(1n)], 5n);
    core.received(1, [message(0n, 1)], 5n);
    await finish('0/1');
    assign(0n, 0);
    core.received(0, [message(0n), message(1n), message(2n)], 5n);
    assign(0n, 0, 1);
    core.received(1, [message(0n, 1)], 5n);
    expect(seen).toEqual(['0/0', '0/1', '1/0', '0/2', '1/0']);
    await core.stop(0);
  });

  it('never commits for a lost partition, even when its messages finish', async () => {
    const { core, commits, assign, finish } = setUp();
    assign(0n, 0, 1);
    core.received(1, [message(0n, 1)], 5n);
    core.assigned([0]);
    await finish('1/0');
    await core.commitNow();
    expect(commits).toEqual([]);
    await core.stop(0);
  });

  it('drops waiting messages of a lost partition', async () => {
    const { core, seen, assign, finish } = setUp({ maxInFlight: 1 });
    assign(0n, 0, 1);
    core.received(0, [message(0n)], 5n);
    core.received(1, [message(0n, 1)], 5n);
    core.assigned([0]);
    await finish('0/0');
    expect(seen).toEqual(['0/0']);
    await core.stop(0);
  });

  it('commits nothing while its membership is in doubt', async () => {
    const { core, commits, assign, finish } = setUp();
    assign(0n, 0);
    core.received(0, [message(0n)], 5n);
    core.detached();
    expect(core.ready()).toBe(false);
    await finish('0/0');
    await core.commitNow();
    expect(commits).toEqual([]);
    assign(0n, 0);
    await core.commitNow();
    expect(commits).toEqual([[0, 1n]]);
    await core.stop(0);
  });

  it('pauses at the cap and resumes at half of it', async () => {
    const { core, driver, assign, finish } = setUp({ maxInFlight: 4 });
    assign(0n, 0);
    core.received(
      0,
      [0n, 1n, 2n, 3n].map((offset) => message(offset)),
      5n,
    );
    expect(driver.pause).toHaveBeenCalledTimes(1);
    await finish('0/0');
    expect(driver.resume).not.toHaveBeenCalled();
    await finish('0/1');
    expect(driver.resume).toHaveBeenCalledTimes(1);
    await core.stop(0);
  });

  it('goes on after a rebalance that was announced and came to nothing', async () => {
    const { core, driver, seen, assign } = setUp({ finishesBegun: true });
    assign(0n, 0);
    core.rebalancing();
    core.received(0, [message(0n)], 5n);
    expect([seen, driver.pause.mock.calls.length]).toEqual([[], 1]);
    core.fetching();
    expect([seen, driver.resume.mock.calls.length]).toEqual([['0/0'], 1]);
    await core.stop(0);
  });

  it('says assigned, caught up and revoked', async () => {
    const { core, events, assign } = setUp();
    assign(3n, 0);
    expect(events).toEqual([{ type: 'assigned', partition: 0 }]);
    core.received(0, [message(3n), message(4n)], 5n);
    core.assigned([]);
    expect(events.slice(1).map(({ type }) => type)).toEqual(['caught-up', 'revoked']);
    await core.stop(0);
  });

  it('knows the age of the oldest message not done, read or not, in the clock of the broker', async () => {
    const { core, assign, finish, clock } = setUp();
    clock.now = () => 10_000;
    assign(5n, 0, 1);
    expect(core.oldestMs()).toBe(0);
    core.received(0, [message(5n, 0, 8_000), message(6n, 0, 9_500)], 7n);
    core.received(1, [message(5n, 1, 9_000)], 6n);
    expect(core.oldestMs()).toBe(2_000);
    await finish('0/5');
    expect(core.oldestMs()).toBe(1_000);
    await finish('1/5');
    await finish('0/6');
    expect(core.oldestMs()).toBe(0);
    core.sawEnd(1, 8n);
    clock.now = () => 13_000;
    core.sawEnd(1, 9n);
    expect(core.oldestMs()).toBe(3_000);
    core.received(1, [message(6n, 1, 9_900)], 9n);
    await finish('1/6');
    expect(core.oldestMs()).toBe(3_100);
    core.received(1, [message(7n, 1, 12_000), message(8n, 1, 12_500)], 9n);
    expect(core.oldestMs()).toBe(1_000);
    await core.stop(0);
    expect(core.oldestMs()).toBe(0);
  });

  it('counts the partitions that are known to be its own', async () => {
    const { core, assign } = setUp();
    expect(core.partitions()).toBe(0);
    assign(0n, 0, 1);
    expect(core.partitions()).toBe(2);
    core.detached();
    expect(core.partitions()).toBe(0);
    assign(0n, 0);
    expect(core.partitions()).toBe(1);
    await core.stop(0);
    expect(core.partitions()).toBe(0);
  });

  it('knows its lag: unread and unfinished', async () => {
    const { core, assign } = setUp();
    assign(1n, 0);
    expect(core.lag()).toBe(4);
    core.received(0, [message(1n)], 9n);
    expect(core.lag()).toBe(8);
    await core.stop(0);
  });
});

describe('messages that are no good', () => {
  it.each([
    [new UnreadableMessage('not-authentic'), 'unreadable'],
    [new UntimelyMessage('stale'), 'stale'],
    [new UntimelyMessage('implausible'), 'implausible'],
  ])('are put aside at once: %s', async (error, reason) => {
    const handler = vi.fn(() => Promise.reject(error));
    const { core, letters, assign } = setUp({ handler });
    assign(0n, 0);
    core.received(0, [message(0n)], 5n);
    await vi.waitFor(() => expect(core.lag()).toBe(4));
    expect(handler).toHaveBeenCalledTimes(1);
    expect(letters.map(({ headers }) => headers[DEAD_LETTER_HEADER.reason])).toEqual([reason]);
    await core.stop(0);
  });

  it('are counted rather than put aside when they are a flood', async () => {
    const handler = (): Promise<void> => Promise.reject(new UnreadableMessage('not-authentic'));
    const { core, letters, withheld, assign } = setUp({ handler });
    assign(0n, 0);
    const flood = Array.from({ length: 2000 }, (_, i) => message(BigInt(i)));
    core.received(0, flood, 2000n);
    await vi.waitFor(() => expect(core.lag()).toBe(0));
    expect(letters.length).toBeGreaterThanOrEqual(500);
    expect(letters.length).toBeLessThan(700);
    expect(letters.length + withheld()).toBe(2000);
    await core.stop(0);
  });
});

it('is not ready once it has stood at its cap for longer than any inquiry takes', async () => {
  vi.useFakeTimers();
  const { core, assign, finish } = setUp({ maxInFlight: 2 });
  try {
    assign(0n, 0);
    core.received(0, [message(0n), message(1n)], 5n);
    vi.advanceTimersByTime(MAX_BUDGET_MS);
    expect(core.ready()).toBe(true);
    vi.advanceTimersByTime(1);
    expect(core.ready()).toBe(false);
  } finally {
    vi.useRealTimers();
  }
  await finish('0/0');
  expect(core.ready()).toBe(true);
  await core.stop(0);
});
