import { ingressGroup, type MessageBus } from '@ssbtek/messaging';
import { BusServer } from '@ssbtek/shell-transport';

/** The reader of one replica's partition of the answer topic. */
export const answersOf = (bus: MessageBus, instance: string, replyPartition: number): BusServer =>
  new BusServer(bus, {
    group: ingressGroup(instance),
    maxInFlight: 10_000,
    pinnedPartition: replyPartition,
    from: 'latest',
    commit: false,
  });
