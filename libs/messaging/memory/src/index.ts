export { MemoryBroker, memoryBus } from './broker';
export { MemoryBus } from './bus';
export { DIRECT, type Delivery, type Network, type NetworkClient, type NetworkGroup } from './network';
