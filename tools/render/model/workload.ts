import type { Acl } from '@ssbtek/messaging';

/** What kind of process a workload runs. */
export type WorkloadKind = 'ingress' | 'aggregator' | 'worker' | 'simulator';

/** A port that the process listens on. */
export interface Port {
  readonly name: 'soap' | 'agencies' | 'management';
  readonly number: number;
}

/** What a replica is given. Memory is requested and limited alike: it is not to be had a second time. */
export interface Size {
  readonly memoryMib: number;
  /** Requested only: a limit would hold the event loop back while the node is idle. */
  readonly cpuMillis: number;
}

/** How one protocol of an agency is reached. */
export interface AgencyAddress {
  /** Setting with the address. */
  readonly variable: string;
  /** The same protocol at the simulator. */
  readonly simulatorPath: string;
}

/** The agency that a worker asks. */
export interface Agency {
  readonly kod: string;
  readonly addresses: readonly AgencyAddress[];
}

/** One of the processes that a platform runs, with everything that manifests of any kind are made from. */
export interface Workload {
  /** Name of the app, its bundle and, with a prefix, its objects: `worker-csn`. */
  readonly name: string;
  readonly kind: WorkloadKind;
  /** Workers only. */
  readonly agency?: Agency;
  /** The names of all settings that the process reads. */
  readonly settings: ReadonlySet<string>;
  /** Settings that every installation has the same, by name. */
  readonly environment: Readonly<Record<string, string>>;
  readonly ports: readonly Port[];
  readonly usesKafka: boolean;
  /** All that it may do at the broker. */
  readonly acls: readonly Acl[];
  readonly size: Size;
  readonly stop: StopTimes;
}

/** How long a stop may take, ms. Each is contained in the next. */
export interface StopTimes {
  /** The process goes on taking work after it has said that it is not ready: until others know. */
  readonly drainMs: number;
  /** `SSBTEK_STOP_TIMEOUT_MS`: drain, then what is in flight. */
  readonly timeoutMs: number;
  /** The platform then kills. */
  readonly graceMs: number;
}
