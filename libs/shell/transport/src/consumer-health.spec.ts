import { describe, expect, it } from 'vitest';
import type { Consumption, WatchedBus } from '@ssbtek/messaging';
import type { BusServer } from './bus-server';
import { consumerHealth } from './consumer-health';

interface Now {
  readonly connected?: boolean;
  readonly reads?: boolean;
  readonly topics?: readonly string[];
  readonly writes?: readonly string[];
  readonly others?: readonly string[];
}

const healthOf = ({ connected = true, reads = true, topics = [], writes = [], others = [] }: Now) => {
  const consumption = { ready: () => reads, alive: () => true } as Consumption;
  const server = { running: () => [consumption] } as unknown as BusServer;
  const bus = { connected: () => connected, lacks: () => topics, refusedWrites: () => writes };
  return consumerHealth(server, bus as unknown as WatchedBus, () => others);
};

describe('the health of a role that reads and writes', () => {
  it('is ready when it lacks nothing', () => {
    expect(healthOf({}).ready()).toBe(true);
  });

  it.each<[string, Now, string]>([
    ['the bus is away', { connected: false }, 'the message bus cannot be reached'],
    ['its topic is not read', { reads: false }, 'its topic is not being read'],
    [
      'a topic has times of its producers',
      { topics: ['t: message.timestamp.type is CreateTime'] },
      't: message.timestamp.type is CreateTime',
    ],
    [
      'a topic takes no writes',
      { writes: ['t cannot be written: NOT_ENOUGH_REPLICAS'] },
      't cannot be written: NOT_ENOUGH_REPLICAS',
    ],
    ['the role lacks something else', { others: ['it does not listen'] }, 'it does not listen'],
  ])('is not ready, and says why, when %s', (_, now, why) => {
    const health = healthOf(now);
    expect(health.ready()).toBe(false);
    expect(health.lacks()).toEqual([why]);
    expect(health.alive()).toBe(true);
  });
});
