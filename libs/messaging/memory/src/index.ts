export { MemoryBroker } from './broker';
export { MemoryBus, memoryBus } from './bus';
