import { statSync } from 'node:fs';
import { stat } from 'node:fs/promises';

/**
 * What tells one state of the files from another. Links are followed, so that a mounted ConfigMap or Secret, which
 * changes by swapping a link further up, looks as different as a file that was written to.
 */
export type Look = string;

const GONE = 'gone';

interface Seen {
  readonly dev: bigint;
  readonly ino: bigint;
  readonly size: bigint;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
}

const lookOf = ({ dev, ino, size, mtimeNs, ctimeNs }: Seen): Look =>
  [dev, ino, size, mtimeNs, ctimeNs].join(' ');

/** How the files look now, before the first reading of them. A file that cannot be looked at counts as gone. */
export function lookSync(paths: readonly string[]): Look {
  const one = (path: string): Look => {
    try {
      return lookOf(statSync(path, { bigint: true }));
    } catch {
      return GONE;
    }
  };
  return paths.map(one).join('\n');
}

/** The same without holding up anybody. */
export async function look(paths: readonly string[]): Promise<Look> {
  const one = (path: string): Promise<Look> => stat(path, { bigint: true }).then(lookOf, () => GONE);
  return (await Promise.all(paths.map(one))).join('\n');
}
