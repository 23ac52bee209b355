import type { CallersDocuments } from './callers.ts';
import type { Documents } from './mesh.ts';

/** What callers, mesh and agencies of a run write and read. */
export interface AllDocuments {
  readonly documents: Documents;
  readonly callers: CallersDocuments;
}
