export * from './sealer';
export * from './codec';
export * from './headers';
