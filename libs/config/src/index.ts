export * from './setting';
export * from './numbers';
export * from './words';
export * from './places';
export * from './read';
export * from './checks';
export * from './unknown';
export type { Options, Present } from './presence';
