/** Where a partition stood when it was looked up. Offsets name the next message. */
export interface PartitionBounds {
  /** What the group committed; undefined when it has not. */
  readonly committed: bigint | undefined;
  /** Oldest message still kept. */
  readonly low: bigint;
  /** End of the partition. */
  readonly high: bigint;
}

/**
 * What a broker must be able to do for one consumption; everything else (flow, order, retries, what to
 * commit) is {@link ConsumptionCore}'s, and the same over every broker.
 */
export interface Driver {
  /** Stops fetching; what has been fetched may still come. */
  pause(): void;
  resume(): void;
  /** Commits the next offset to read, by partition. Rejects when the broker did not take it. */
  commit(offsets: ReadonlyMap<number, bigint>): Promise<void>;
  /** Leaves the group; nothing is delivered afterwards. */
  close(): Promise<void>;
}
