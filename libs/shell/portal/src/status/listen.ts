import { portalGroup, STATUS_TOPIC, type Consumption, type MessageBus } from '@ssbtek/messaging';
import type { StatusBoard } from './board';

/** Keys stay in the first partition, however many there are. */
const PARTITION = 0;
const MAX_IN_FLIGHT = 1000;

/**
 * Hears the workers: everything that the topic still holds, then what is new. Commits nothing: each start begins anew.
 * Without a broker it goes on trying.
 */
export const listenToWorkers = (
  bus: MessageBus,
  instance: string,
  board: StatusBoard,
  changed: () => void,
): Promise<Consumption> =>
  bus.consume({
    group: portalGroup(instance),
    topic: STATUS_TOPIC,
    pinnedPartition: PARTITION,
    from: 'earliest',
    commit: false,
    maxInFlight: MAX_IN_FLIGHT,
    async handler(message) {
      if (board.take(message)) changed();
    },
    onPartition: ({ type }) => {
      if (type === 'caught-up') board.isCaughtUp();
    },
  });
