export * from './testing/harness';
export * from './testing/suite';
