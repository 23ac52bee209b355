export { kafkaBus } from './bus';
export type { KafkaConnection, KafkaOptions } from './options';
