import 'reflect-metadata';

export * from './bus-server';
export * from './consumer-health';
export * from './consumption-metrics';
export * from './errors-as-they-are';
export * from './microservice';
export * from './traced-messages';
