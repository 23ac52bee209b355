export * from './time';
export * from './agency';
