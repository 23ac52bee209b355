export * from './bus';
export * from './topics';
export * from './groups';
export * from './acls';
export * from './codec';
export * from './dead-letter';
export * from './driver';
export * from './consumption';
