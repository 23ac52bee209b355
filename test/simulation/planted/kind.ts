import type { Invariant } from '../checker/violation.ts';
import type { Mistakes } from '../mesh/mistakes.ts';

/** A mistake that somebody could make, planted to see whether it is found. */
export interface Planted {
  readonly name: string;
  /** What is wrong, in a few words. */
  readonly what: string;
  /** By which rules it may show first. */
  readonly breaks: readonly Invariant[];
  /** Seeds within which it is found, from 1 on, of runs with {@link INQUIRIES} questions. */
  readonly within: number;
  /** Documents that it needs to be seen. */
  readonly documents?: 'real';
  /** Made anew for each run: some remember something. */
  readonly mistakes: () => Mistakes;
}

/** Questions of a run in which planted mistakes are looked for. */
export const INQUIRIES = 60;

/** An object with some of its methods replaced; everything else is the right one's. */
export function changed<T extends object>(right: T, changes: Partial<Record<keyof T, unknown>>): T {
  return new Proxy(right, {
    get(target, name) {
      if (Object.hasOwn(changes, name)) return changes[name as keyof T];
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
