/** Layout of the records; a reader refuses others. */
export const RECORD_FORMAT = 1;

/** What `previous` is in the first record of a chain. */
export const NO_PREVIOUS = '0'.repeat(64);

/** The first record of a chain: one start of an ingress. */
export interface OpenedContent {
  readonly kind: 'opened';
  /** The ingress' name for this start, as in its logs. */
  readonly instance: string;
}

/** Nothing else has been written for a while: an end that is cut off shows, a quiet night does not. */
export interface AliveContent {
  readonly kind: 'alive';
}

/** The last record of a chain whose ingress stopped cleanly. */
export interface ClosedContent {
  readonly kind: 'closed';
}

/**
 * Those whom nobody knows and who were turned away, counted: a sum for each reason and minute. A record of each would be
 * theirs to write, as many as they like.
 */
export interface TurnedAwayContent {
  readonly kind: 'turned-away';
  /** Why, one word. */
  readonly reason: string;
  /** How many, at least one. */
  readonly count: number;
  /** The minute in which, UTC: `2026-11-28T21:30Z`. */
  readonly minute: string;
}

/** The way a question came in. */
export type WayIn = 'soap' | 'shs';

/** One answer. Nothing personal in clear: see {@link AnswerFacts} for what is behind pseudonyms and seal. */
export interface AnswerContent {
  readonly kind: 'answer';
  readonly inquiryId: string;
  readonly traceId?: string;
  /** Contract version: `v10`. */
  readonly contract: string;
  readonly way: WayIn;
  /** What was asked; `unread` when the question could not be read or was not. */
  readonly asked: 'fraga' | 'test' | 'unread';
  /** As in the metric `inquiries_total`. */
  readonly outcome: string;
  /** Of a fault: 1000, 1001, 1002. */
  readonly felkod?: string;
  /** Why the caller was not let in, one word. */
  readonly refusal?: string;
  /** Organisation of the client certificate, where there is one: the sender itself or its ombud. */
  readonly caller?: string;
  /** Organisation that the way in names as sender. */
  readonly sender?: string;
  readonly ingivare?: string;
  /** Pseudonym. */
  readonly handlaggare?: string;
  /** Pseudonym. */
  readonly person?: string;
  /** Syfte and lagtext, sealed. */
  readonly ground?: string;
  /** What became of each agency, by kod; a part of an agency is `kod/part`. */
  readonly agencies: Readonly<Record<string, string>>;
}

export type AuditContent = OpenedContent | AliveContent | ClosedContent | AnswerContent | TurnedAwayContent;

/** Where a record stands. */
export interface ChainLink {
  readonly format: number;
  /** Id of the chain, 32 hexadecimal digits. */
  readonly chain: string;
  /** 0 in the first record. */
  readonly sequence: number;
  /** {@link AuditRecord.hash} of the record before. */
  readonly previous: string;
  /** UTC, ISO 8601 with milliseconds, in the ingress' clock. */
  readonly time: string;
  /** Audit key of pseudonyms, seal and mac. */
  readonly keyId: string;
}

/** A record as it is kept: one line of canonical JSON. */
export type AuditRecord = ChainLink &
  AuditContent & {
    /** SHA-256 over the canonical form without `hash` and `mac`, hexadecimal. */
    readonly hash: string;
    /** HMAC-SHA-256 over the hash with the audit key, hexadecimal: a chain can be made anew, this cannot. */
    readonly mac: string;
  };
