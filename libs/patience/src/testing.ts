export * from './testing/busy';
