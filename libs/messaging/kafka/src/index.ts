export { kafkaBus } from './bus';
export type { BrokerTls, KafkaConnection } from './connection';
export type { KafkaDriver } from './driver';
export type { BrokerLogin, Credentials } from './login';
export type { KafkaOptions } from './options';
