export * from './client';
export type { TlsTexts } from './connector';
