import { totalmem } from 'node:os';

/** What a process counts with that has no limit of its own, bytes. */
const UNLIMITED_BYTES = 1024 * 1024 * 1024;
/** How much of its memory a role may hold: the rest is for what is read, written and just collected. */
const SHARE = 0.25;

/** In the words of the settings. */
export const MEMORY_SHARE_TEXT = 'a quarter of the memory limit of the process, or of 1 GiB without one';

/**
 * Bytes that a role may hold at the same time, when its setting says nothing. `limit` is the container's, 0 when there is
 * none.
 */
export function defaultMaxBytes(limit: number = process.constrainedMemory(), total = totalmem()): number {
  const own = limit > 0 && limit < total ? limit : Math.min(UNLIMITED_BYTES, total);
  return Math.floor(own * SHARE);
}
