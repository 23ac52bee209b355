/** Settings of a simulated mesh, as processes have them. */
export interface Numbers {
  readonly deadlineMs: number;
  readonly ingressInFlight: number;
  readonly workerInFlight: number;
  readonly aggregatorInFlight: number;
  /** Bytes that each process may hold. */
  readonly maxBytes: number;
  readonly maintenance: readonly string[];
}
