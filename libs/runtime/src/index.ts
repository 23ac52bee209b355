export * from './role';
export * from './run';
export * from './mesh';
export { makeBus } from './bus';
export * from './configuration';
export * from './process-settings';
export { readKeys } from './payload-keys';
export { startFailure } from './start-failure';
export * from './health';
