import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes that this process cannot let go of: the heap, and buffers beside it, after collecting. */
export async function bytesHeld(): Promise<number> {
  for (let round = 0; round < 4; round += 1) {
    collect();
    // Buffers are given back after the turn in which they were collected.
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
