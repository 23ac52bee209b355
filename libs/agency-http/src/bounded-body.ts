const FIRST_CAPACITY = 16 * 1024;

/**
 * Collects a body of at most `maxBytes`. Chunks are copied, so that an answer in a million tiny chunks costs no
 * more memory than one in a few large ones.
 */
export class BoundedBody {
  #bytes: Uint8Array;
  #length = 0;

  /** `expected` is the announced length, if any; it must not be above `maxBytes`. */
  constructor(
    private readonly maxBytes: number,
    expected: number | undefined,
  ) {
    this.#bytes = new Uint8Array(expected ?? Math.min(FIRST_CAPACITY, maxBytes));
  }

  /** Adds a chunk; false when the body would become too large: then nothing of it is of use. */
  add(chunk: Uint8Array): boolean {
    const needed = this.#length + chunk.byteLength;
    if (needed > this.maxBytes) return false;
    if (needed > this.#bytes.byteLength) this.#grow(needed);
    this.#bytes.set(chunk, this.#length);
    this.#length = needed;
    return true;
  }

  /** What has been added. */
  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  #grow(needed: number): void {
    const larger = new Uint8Array(Math.min(this.maxBytes, Math.max(needed, this.#bytes.byteLength * 2)));
    larger.set(this.bytes());
    this.#bytes = larger;
  }
}
