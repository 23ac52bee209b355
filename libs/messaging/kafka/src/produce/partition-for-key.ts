const SEED = 0x9747b28c;
const MIX = 0x5bd1e995;

const mixed = (value: number): number => {
  const first = Math.imul(value, MIX);
  return Math.imul(first ^ (first >>> 24), MIX);
};

/**
 * The partition of a key as Kafka's own clients have it (murmur2), so that a key lands in the same one whichever client
 * writes it. Those of kafkajs and of @platformatic/kafka are the same with big integers, some thirty for each key.
 */
export function partitionForKey(key: string, partitions: number): number {
  const bytes = Buffer.from(key);
  const whole = bytes.length & ~3;
  let hash = SEED ^ bytes.length;
  for (let at = 0; at < whole; at += 4) hash = Math.imul(hash, MIX) ^ mixed(bytes.readInt32LE(at));
  if (bytes.length > whole) {
    let tail = 0;
    for (let at = bytes.length - 1; at >= whole; at -= 1) tail = (tail << 8) | (bytes[at] as number);
    hash = Math.imul(hash ^ tail, MIX);
  }
  hash = Math.imul(hash ^ (hash >>> 13), MIX);
  hash ^= hash >>> 15;
  return (hash & 0x7fffffff) % partitions;
}
