export * from './client';
export type { TlsFiles } from './connector';
