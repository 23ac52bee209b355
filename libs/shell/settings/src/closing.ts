export * from './closing-settings';
export * from './swedish-day';
