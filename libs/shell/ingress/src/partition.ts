/**
 * The partition of the answer topic that a replica reads, from its instance name: stable while it lives,
 * so that other replicas' coming and going moves nothing (architecture 6). FNV-1a.
 */
export function partitionOf(instance: string, partitions: number): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(instance)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash % partitions;
}
