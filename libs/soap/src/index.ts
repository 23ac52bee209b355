export * from './namespace';
export * from './envelope';
export * from './fault';
