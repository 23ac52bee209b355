/** One curve, or one number, of a panel. */
export interface Query {
  /** PromQL; `$agency` and `$__rate_interval` stand for what the reader has chosen. */
  readonly expr: string;
  /** What it is called: text and labels in double braces. */
  readonly legend: string;
  /** Samples carry trace ids: a point leads to the question it was. */
  readonly exemplars?: true;
}

/** Colours begin at these values: the first is fine up to the second, and so on. */
export interface Thresholds {
  readonly warn?: number;
  readonly bad: number;
  /** Small values are the bad ones. */
  readonly downwards?: true;
}

/** One panel: a question and the queries that answer it. */
export interface Panel {
  /** The question that it answers. */
  readonly title: string;
  readonly kind: 'graph' | 'number';
  /** A unit of Grafana: `s`, `reqps`, `percentunit`, `bytes`, `short`. */
  readonly unit: string;
  readonly queries: readonly Query[];
  /** How to read it, where the title does not say. */
  readonly hint?: string;
  /** Alerts that look at the same thing: the panel links to their runbooks. */
  readonly alerts?: readonly string[];
  readonly thresholds?: Thresholds;
  /** Width in columns of 24; half of it when left out. */
  readonly width?: number;
}

/** A dashboard: what it is for, and its panels in reading order. */
export interface Dashboard {
  /** Never changes: addresses and links are made of it. */
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  /** The reader can choose agencies. */
  readonly agencies?: true;
  readonly panels: readonly Panel[];
}
