export * from './role';
export * from './run';
export * from './mesh';
export * from './configuration';
export * from './process-settings';
export * from './health';
