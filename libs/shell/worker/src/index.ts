export * from './role';
export * from './together';
