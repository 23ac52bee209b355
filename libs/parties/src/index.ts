export * from './admit';
export * from './caller';
export * from './read-register';
export * from './refusals';
export * from './register';
