import type { Header, Schema } from './headers.ts';

/** One kind of message. */
export interface Message {
  /** CloudEvents type. */
  readonly type: string;
  readonly topic: string;
  /** Roles that write it, and roles that act on it. */
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly key: Schema;
  /** Headers beside the four of CloudEvents: always there, and there at times. */
  readonly headers: readonly Header[];
  readonly optional?: readonly Header[];
  /** Forms that are narrower for this message than for the header as such. */
  readonly forms: Partial<Readonly<Record<Header, Schema>>>;
  readonly contentType: string;
  readonly payload: Schema;
}
