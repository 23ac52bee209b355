/** A check across settings: one sentence per mistake. */
export type Check = () => readonly string[];

class NotRead extends Error {}

/** Values of which some may have mistakes of their own: for {@link Check}s, which are passed over when they ask for one. */
export function readOnes<V extends object>(values: Partial<V>): V {
  return new Proxy(values, {
    get(target, key) {
      if (typeof key === 'string' && !Object.hasOwn(target, key)) throw new NotRead();
      return Reflect.get(target, key) as unknown;
    },
  }) as V;
}

/**
 * Everything that the checks find. One that asks for a value which could not be read is passed over, so that a slip of
 * the finger in one setting hides nothing that is wrong with the others.
 */
export function mistakesOf(checks: readonly Check[]): readonly string[] {
  return checks.flatMap((check) => {
    try {
      return check();
    } catch (error) {
      if (error instanceof NotRead) return [];
      throw error;
    }
  });
}
