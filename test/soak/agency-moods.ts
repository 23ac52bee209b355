import type { Behaviour } from '../load/mesh/stage.ts';

/** An agency that is well. */
export const CALM: Behaviour = { latencyMs: 50, nonce: true };

/** Moods of the simulator's agencies, by the names that the simulation has for what they come to. */
export const AGENCY_MOODS: Readonly<Record<string, Behaviour>> = {
  'agency-hanging': { latencyMs: -1, nonce: true },
  'agency-slow': { latencyMs: 2000, nonce: true },
  'agency-garbage': { fault: 'garbage', nonce: true },
  'agency-empty': { fault: 'empty', nonce: true },
  'agency-half': { fault: 'half', nonce: true },
  'agency-resetting': { fault: 'reset', nonce: true },
  'agency-status-500': { fault: 'status-503', nonce: true },
  'agency-huge': { fault: 'huge', nonce: true },
};
