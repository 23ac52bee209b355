export * from './fresh';
export * from './fresh-files';
