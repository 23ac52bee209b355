export { MemoryBroker, memoryBus } from './broker';
export { MemoryBus } from './bus';
