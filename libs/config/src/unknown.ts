import type { Environment } from './setting';

const PREFIX = 'SSBTEK_';
/** Names further apart than this are not taken for slips of the finger. */
const CLOSE = 2;

/** Number of single-character edits between two words. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** A variable of ours that nobody declares. */
export interface UnknownVariable {
  readonly name: string;
  /** The declared name it was probably meant to be. */
  readonly meant?: string;
  /** One sentence. */
  readonly mistake: string;
}

function closest(name: string, known: readonly string[]): string | undefined {
  const scored = known.map((candidate) => ({ candidate, far: distance(name, candidate) }));
  return scored.filter(({ far }) => far <= CLOSE).sort((a, b) => a.far - b.far)[0]?.candidate;
}

/** Variables with our prefix that are set but not among the known names: nearly always a misspelling. */
export function unknownVariables(known: Iterable<string>, env: Environment): readonly UnknownVariable[] {
  const names = [...new Set(known)];
  return Object.keys(env)
    .filter((name) => name.startsWith(PREFIX) && env[name] !== undefined && !names.includes(name))
    .sort()
    .map((name) => {
      const meant = closest(name, names);
      const hint = meant ? `; did you mean ${meant}?` : '.';
      return { name, ...(meant && { meant }), mistake: `${name} is not a setting of this program${hint}` };
    });
}
