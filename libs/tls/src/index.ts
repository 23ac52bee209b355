export * from './end';
export * from './files';
export * from './fresh';
export * from './listener';
export * from './material';
export * from './peer';
export * from './revocation';
