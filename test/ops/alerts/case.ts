import type { Series } from './series.ts';

/** How one alert is tried: a fault that must set it off, and one nearly as bad that must not. */
export interface Case {
  readonly alert: string;
  /** Minutes until the fault begins; before it the alert is silent. */
  readonly after: number;
  readonly fires: readonly Series[];
  /** Labels of the alert besides its severity, its service and where it comes from. */
  readonly labels?: Readonly<Record<string, string>>;
  /** The alert tells which process it is about: it has every label of its target. */
  readonly ofProcess?: true;
  /** Why the second set of series is none of the alert's business. */
  readonly silentAt: string;
  readonly silent: readonly Series[];
  /** Minutes after which it must be silent, where something happened before. */
  readonly silentFrom?: number;
}
