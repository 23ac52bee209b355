export * from './time';
export * from './agency';
export * from './memory';
