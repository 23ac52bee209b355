import type { Failure } from './failure';
import type { Kod } from './inquiry';

/** A namespace declaration that was in scope where the data was cut out; prefix `''` is the default namespace. */
export type NamespaceDeclaration = readonly [prefix: string, uri: string];

/**
 * An agency's data, opaque to everything between the worker and the contract version's writer.
 * `xml`: the exact UTF-8 bytes that stand between the tags of `data`, with the declarations they need.
 * `binary`: a document that the contract carries base64 encoded.
 * `delar`: parts that answered on their own, each with data or a failure (SKV from v11, sources.md 1.4).
 * `test`: whether the agency has a test operation of its own that was called (sources.md 1.7).
 */
export type SvarData =
  | {
      readonly form: 'xml';
      readonly declarations: readonly NamespaceDeclaration[];
      readonly content: Uint8Array;
    }
  | { readonly form: 'binary'; readonly content: Uint8Array }
  | {
      readonly form: 'delar';
      readonly delar: ReadonlyArray<{ readonly namn: string; readonly outcome: DelOutcome }>;
    }
  | { readonly form: 'test'; readonly anropad: boolean };

/** What became of one part: a document that the contract carries base64 encoded, or a failure. */
export type DelOutcome =
  | { readonly type: 'data'; readonly content: Uint8Array }
  | { readonly type: 'failure'; readonly failure: Failure };

/** What became of one agency's share of an inquiry: exactly one of data and failure. */
export type Outcome = Timed &
  (
    | { readonly type: 'data'; readonly data: SvarData }
    | { readonly type: 'failure'; readonly failure: Failure }
  );

/** How long it took. */
export interface Timed {
  /** Of the worker with its agency, whole ms; absent where no worker has said anything. */
  readonly durationMs?: number;
}

/** One worker's answer to one inquiry. */
export interface PartialReply {
  readonly inquiryId: string;
  readonly kod: Kod;
  readonly outcome: Outcome;
}

/** All outcomes of one inquiry, in the order of the registry: what the ingress writes out. */
export interface Composite {
  readonly inquiryId: string;
  readonly outcomes: ReadonlyArray<{ readonly kod: Kod; readonly outcome: Outcome }>;
}

/** Shorthand for a failed outcome. */
export const failed = (failure: Failure): Outcome => ({ type: 'failure', failure });

/** What became of one agency's share, in one word: `data`, the kind of failure, or `not-called` for a test that called nobody. */
export function resultOf(outcome: Outcome): string {
  if (outcome.type === 'failure') return outcome.failure.kind;
  const { data } = outcome;
  return data.form === 'test' && !data.anropad ? 'not-called' : 'data';
}
