import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';

const LETTERS = 'bcdfghjklmnpqrst';

/** A name for this start of the process: the host's (in Kubernetes the pod's) and eight letters that nobody else has. */
export function newInstance(): string {
  const host = hostname()
    .replace(/[^A-Za-z0-9-]/g, '-')
    .slice(0, 60);
  return `${host}-${[...randomBytes(8)].map((byte) => LETTERS[byte & 15]).join('')}`;
}
