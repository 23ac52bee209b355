export * from './fresh';
