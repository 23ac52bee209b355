export * from './crls';
export * from './organisation';
export * from './pem';
export * from './revocations';
