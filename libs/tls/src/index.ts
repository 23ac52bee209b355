export * from './files';
export * from './fresh';
export * from './listener';
export * from './material';
