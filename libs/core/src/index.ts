export * from './inquiry';
export * from './failure';
export * from './outcome';
export * from './aggregation';
export * from './budget';
export * from './byte-budget';
export * from './status';
