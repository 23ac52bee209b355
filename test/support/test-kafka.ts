/** A real one-node Kafka for tests. Its address stays the same over every fault. */
export interface TestKafka {
  readonly brokers: string;
  /** Ends it at once, as a crash does; data stays. */
  kill(): Promise<void>;
  /** Ends it at once; data is lost: {@link start} makes an empty one. */
  lose(): Promise<void>;
  /** Starts it again after {@link kill} or {@link lose}. */
  start(): Promise<void>;
  /** Stops answering without closing a connection. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}
