import type { Asker } from '../load/asker.ts';
import type { Mesh } from '../mesh/mesh.ts';

/** Time of every simulated agency, the slowest included, ms. */
export const AGENCY_MS = 50;
/** Questions per second where the rate is constant. */
export const RATE = 50;

/** What a scenario works with. */
export interface Bench {
  readonly mesh: Mesh;
  readonly asker: Asker;
  /** Length of a measurement, s. */
  readonly seconds: number;
  /** Numbers in flight for the throughput scenario. */
  readonly levels: readonly number[];
  readonly progress: (text: string) => void;
}
