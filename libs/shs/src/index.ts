export {
  isShsErrorCode,
  SHS_ERROR_CODES,
  SHS_ERROR_TEXTS,
  type ShsErrorCode,
  type ShsProblem,
} from './codes';
export * from './label';
export { charsetOfPart, readShsMessage, shsFormOf, writeShsMessage } from './message';
export type { ShsEntity, ShsForm, ShsMessage, ShsPart, ShsPartOut, ShsRead } from './message';
export type { TransferEncoding } from './mime-write';
export * from './reply';
export * from './http';
