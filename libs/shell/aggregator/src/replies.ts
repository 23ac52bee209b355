import { AGGREGATOR_GROUP, type MessageBus } from '@ssbtek/messaging';
import { BusServer } from '@ssbtek/shell-transport';
import type { Aggregator } from './aggregator';

/** The reader of announcements and replies. */
export const repliesOf = (
  bus: MessageBus,
  aggregator: Pick<Aggregator, 'partition'>,
  maxInFlight: number,
): BusServer =>
  new BusServer(bus, {
    group: AGGREGATOR_GROUP,
    maxInFlight,
    // An open join waits for messages that a stopping reader no longer takes: the next replica replays it.
    stopWaitMs: 0,
    onPartition: (event) => aggregator.partition(event),
  });
