import type { XmlRule } from './rules';

/** Why the gate or the schema refused a document. Fixed words: never text from the document. */
export type RefusalReason =
  | 'empty'
  | 'too-large'
  | 'encoding'
  | 'not-well-formed'
  | 'doctype'
  | 'processing-instruction'
  | 'too-deep'
  | 'too-many-attributes'
  | 'too-many-namespaces'
  | 'schema';

/** A document that is not let in. `element` is a name from the document's schema or structure, never a value. */
export class XmlRefused extends Error {
  constructor(
    readonly reason: RefusalReason,
    /** Local name of the element in question, when known. */
    readonly element?: string,
    /** The rule that was broken, in words that hold nothing from the document. */
    readonly rule?: XmlRule,
  ) {
    super(`XML refused: ${reason}`);
    this.name = 'XmlRefused';
  }
}
