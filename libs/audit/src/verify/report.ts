/** Where a record was read: offset in a partition of the topic, or line of a file. */
export interface Place {
  readonly partition?: number | undefined;
  /** Offset of the message. */
  readonly offset?: string | undefined;
  /** Line of the message or of the file, from 1. */
  readonly line: number;
}

/** What can be wrong with a trail. */
export type Fault =
  /** Not a record at all. */
  | 'unreadable'
  /** The content is not what was hashed. */
  | 'altered'
  /** The hash is right and the MAC is not: made by somebody without the key. */
  | 'forged'
  /** Made with a key that is not at hand: nothing can be said about it. */
  | 'key-unknown'
  /** Records are missing in between. */
  | 'gap'
  /** The first records are missing. */
  | 'head-missing'
  /** A record stands behind later ones. */
  | 'out-of-order'
  /** Two different records claim the same place. */
  | 'doubled'
  /** The record does not follow on the one before. */
  | 'wrong-previous'
  /** The chain goes on after its end. */
  | 'after-the-end'
  /** The chain is opened in its middle, or begins without being opened. */
  | 'wrong-opening'
  /** The chain lies in more than one partition. */
  | 'split';

/** One thing that is wrong. Holds nothing personal. */
export interface Finding {
  readonly fault: Fault;
  /** Absent for what is unreadable. */
  readonly chain?: string;
  readonly sequence?: number;
  /** For records missing: the last of them. */
  readonly to?: number;
  readonly place?: Place;
}

/**
 * How a chain ends: `closed` by a clean stop; `running`, its last record is fresh; `open`, its ingress was killed, or
 * the end has been cut off: which of both, the records cannot tell.
 */
export type Ending = 'closed' | 'running' | 'open';

/** What was found of one chain. */
export interface ChainSummary {
  readonly chain: string;
  /** Of the ingress; absent when the opening is missing. */
  readonly instance?: string;
  readonly records: number;
  readonly answers: number;
  /** Strangers who were turned away, by the sums in the chain. */
  readonly turnedAway: number;
  /** The same record once more, byte for byte: the client sent it again. Harmless. */
  readonly resent: number;
  readonly from: string;
  readonly to: string;
  readonly lastSequence: number;
  readonly lastHash: string;
  readonly ending: Ending;
}

/** The whole of a verification. */
export interface TrailReport {
  readonly chains: readonly ChainSummary[];
  readonly findings: readonly Finding[];
}
