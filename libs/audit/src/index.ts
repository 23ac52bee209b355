export * from './keys';
export * from './record';
export * from './protect';
export * from './identity';
export * from './chain';
export * from './find';
export * from './verify/trail-check';
export * from './verify/report';
