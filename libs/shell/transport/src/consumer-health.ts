import type { RoleHealth } from '@ssbtek/runtime';
import type { BusServer } from './bus-server';

/** Health of a role whose work comes from the bus (architecture 5): a crashed consumer makes liveness fail. */
export function consumerHealth(server: BusServer): RoleHealth {
  const running = () => server.running();
  return {
    started: () => running().length > 0,
    ready: () => running().length > 0 && running().every((consumption) => consumption.ready()),
    alive: () => running().every((consumption) => consumption.alive()),
  };
}
