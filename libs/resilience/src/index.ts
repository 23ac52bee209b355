export * from './guarded-call';
