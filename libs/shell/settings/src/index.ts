export * from './time';
export * from './agency';
export * from './memory';
export * from './probe-header';
