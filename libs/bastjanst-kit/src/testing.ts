export * from './testing/example';
export * from './testing/compare';
export * from './testing/dress';
export * from './testing/break';
export * from './testing/conformance';
export * from './testing/limits';
export type { ConformanceCase } from './testing/run';
