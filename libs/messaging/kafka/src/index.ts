export { kafkaBus } from './bus';
export { CLOCK_PROBE } from './probe';
export type { KafkaConnection, KafkaOptions } from './options';
