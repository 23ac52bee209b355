export { kafkaBus } from './bus';
export { topicConfig } from './ensure-topics';
export type { KafkaConnection, KafkaOptions } from './options';
