import type { Pool } from 'undici';

/** The pool in use, and those before it that still have calls to finish. */
export class Pools {
  private readonly leaving = new Set<Pool>();

  constructor(private pool: Pool) {}

  get current(): Pool {
    return this.pool;
  }

  /** New calls take this pool; the one before ends when its last call has. */
  replace(pool: Pool): void {
    const before = this.pool;
    this.pool = pool;
    this.leaving.add(before);
    void before.close().then(() => this.leaving.delete(before));
  }

  /** Ends all at once. */
  async destroy(): Promise<void> {
    await Promise.all([this.pool, ...this.leaving].map((pool) => pool.destroy()));
  }
}
