export * from './organisation';
export * from './pem';
