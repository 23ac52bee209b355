export { kafkaBus } from './bus';
export type { BrokerTls, KafkaConnection, KafkaOptions } from './options';
