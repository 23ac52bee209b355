export * from './bastjanster';
