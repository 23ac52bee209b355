import type { WatchedBus } from '@ssbtek/messaging';
import type { RoleHealth } from '@ssbtek/runtime';
import type { BusServer } from './bus-server';

/**
 * Health of a role that reads from the bus and writes to it (architecture 5): a crashed consumer makes liveness fail.
 * Everything is asked at each look.
 * @param others what else the role lacks
 */
export function consumerHealth(
  server: BusServer,
  bus: WatchedBus,
  others: () => readonly string[] = () => [],
): Required<RoleHealth> {
  const running = () => server.running();
  const reads = () => running().length > 0 && running().every((consumption) => consumption.ready());
  const lacks = () => [
    ...(bus.connected() ? [] : ['the message bus cannot be reached']),
    ...(reads() ? [] : ['its topic is not being read']),
    ...bus.lacks(),
    ...bus.refusedWrites(),
    ...others(),
  ];
  return {
    started: () => running().length > 0,
    ready: () => lacks().length === 0,
    lacks,
    alive: () => running().every((consumption) => consumption.alive()),
  };
}
