import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { failed, type AgencyStatus, type Outcome } from '@ssbtek/core';
import { BusUnavailable, readStatus, type Outgoing } from '@ssbtek/messaging';
import type { BreakerState, GuardedCall } from '@ssbtek/resilience';
import { StatusTeller } from './status-teller';

const DATA: Outcome = { type: 'data', data: { form: 'test', anropad: true } };

describe('what a worker tells of its agency', () => {
  let said: (AgencyStatus | undefined)[];
  let tries: number;
  let up: boolean;
  let taken: boolean;
  let breaker: BreakerState;
  let teller: StatusTeller;

  beforeEach(() => {
    vi.useFakeTimers();
    [said, tries, up, taken, breaker] = [[], 0, true, true, 'closed'];
    const bus = {
      clock: { now: Date.now },
      connected: () => up,
      async publish(messages: readonly Outgoing[]) {
        tries += 1;
        if (!taken) throw new BusUnavailable('not acknowledged');
        for (const message of messages)
          said.push(readStatus({ ...message, partition: 0, offset: 0n, appendedAt: 0 }));
      },
    };
    teller = new StatusTeller({ kod: 'csn', instance: 'w-1', maintenance: false, bus });
  });
  afterEach(async () => {
    await teller.leave();
    vi.useRealTimers();
  });

  const guard = { state: () => breaker } as GuardedCall;
  const begin = (): void => teller.begin(new Map([['shs', { guard }]]));
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
  const call = (outcome: Outcome) => teller.ended({ protocol: 'shs', outcome, seconds: 0.1 });
  const words = () => said.map((one) => one?.word);

  it('comes soon after the start, and every 15 s', async () => {
    begin();
    await pass(1000);
    expect(words()).toEqual(['well']);
    await pass(45_000);
    expect(said).toHaveLength(4);
    expect(said.at(-1)).toMatchObject({ kod: 'csn', instance: 'w-1', services: [{ name: 'shs' }] });
  });

  it('comes within a second of a change, once for many calls', async () => {
    begin();
    await pass(1000);
    for (let i = 0; i < 100; i += 1) call(failed({ kind: 'timeout' }));
    await pass(1000);
    expect(words()).toEqual(['well', 'troubled']);
    expect(said.at(-1)?.services).toMatchObject([{ calls: 100, timeouts: 1 }]);
    breaker = 'open';
    teller.soon();
    await pass(1000);
    expect(words()).toEqual(['well', 'troubled', 'down']);
  });

  it('does not come for calls that change nothing', async () => {
    begin();
    await pass(1000);
    for (let i = 0; i < 100; i += 1) call(DATA);
    await pass(2000);
    expect(said).toHaveLength(1);
    await pass(15_000);
    expect(said.at(-1)?.services).toMatchObject([{ calls: 100, timeouts: 0, errors: 0 }]);
  });

  it('waits for a broker that is away, and is there when it is back', async () => {
    up = false;
    begin();
    await pass(60_000);
    expect(tries).toBe(0);
    up = true;
    await pass(1000);
    expect(words()).toEqual(['well']);
  });

  it('does not press what is not taken upon a broker that is there', async () => {
    taken = false;
    begin();
    await pass(59_000);
    expect(tries).toBe(1);
    for (let i = 0; i < 100; i += 1) call(failed({ kind: 'timeout' }));
    expect(tries).toBe(1);
    taken = true;
    await pass(20_000);
    expect(words()).toContain('troubled');
  });

  it('ends with its last word, said once', async () => {
    begin();
    await pass(1000);
    await teller.leave();
    await teller.leave();
    call(failed({ kind: 'timeout' }));
    await pass(60_000);
    expect(said.map((one) => one?.leaving)).toEqual([undefined, true]);
  });

  it('ends in silence where nothing could be said, or the broker is away', async () => {
    taken = false;
    begin();
    await pass(1000);
    await teller.leave();
    expect(said).toEqual([]);
  });
});
