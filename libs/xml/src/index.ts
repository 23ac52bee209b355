export * from './limits';
export * from './refused';
export * from './document';
export * from './read';
export * from './cut';
export * from './write';
