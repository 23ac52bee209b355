import { workerGroup, type MessageBus } from '@ssbtek/messaging';
import { BusServer, type BusServerOptions } from '@ssbtek/shell-transport';

/** The reader of an agency's questions. */
export const questionsOf = (
  kod: string,
  bus: MessageBus,
  limits: Required<Pick<BusServerOptions, 'maxInFlight' | 'maxBytesInFlight' | 'stopWaitMs'>>,
): BusServer => new BusServer(bus, { group: workerGroup(kod), finishesBegun: true, ...limits });
