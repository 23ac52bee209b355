export { MemoryBroker, memoryBus } from './broker';
export { MemoryBus } from './bus';
export { MemoryGroup, type GroupMember } from './group';
export { DIRECT, type Delivery, type Network } from './network';
