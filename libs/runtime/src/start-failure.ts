import type { ShownSetting } from '@ssbtek/config';

/** Why the process could not start, for the person at the console. */
export interface StartFailure {
  /** A line, or nothing when there is nothing to say that the log does not. */
  readonly sentence: string;
  /** The cure is another value of a setting. */
  readonly setting: boolean;
}

const NOTHING: StartFailure = { sentence: '', setting: false };

/** What Node tells of an address that cannot be listened on. */
interface ListenError {
  readonly code: string;
  readonly port?: unknown;
  readonly address?: unknown;
  readonly hostname?: unknown;
}

const isListenError = (error: unknown): error is ListenError =>
  error instanceof Error &&
  'syscall' in error &&
  (error.syscall === 'listen' || error.syscall === 'getaddrinfo');

/** A sentence where the cure is a setting: a port that is taken or forbidden, an address that is not this machine's. */
export function startFailure(error: unknown, shown: readonly ShownSetting[]): StartFailure {
  if (!isListenError(error)) return NOTHING;
  const port = String(error.port);
  const ports = shown.filter(({ name, shown: value }) => name.endsWith('_PORT') && value === port);
  const another = ports.length > 0 ? `: set ${ports.map(({ name }) => name).join(' or ')} to` : '; take';
  const host = shown.find(({ name }) => name === 'SSBTEK_HOST')?.shown ?? '';
  switch (error.code) {
    case 'EADDRINUSE':
      return { sentence: `Port ${port} is in use${another} a free one.\n`, setting: false };
    case 'EACCES':
      return {
        sentence: `Port ${port} may not be used by this user${another} one above 1023.\n`,
        setting: true,
      };
    case 'EADDRNOTAVAIL':
    case 'EAFNOSUPPORT':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return {
        sentence: `SSBTEK_HOST (${host}) is no address of this machine: 127.0.0.1 serves this machine only, 0.0.0.0 all of its addresses.\n`,
        setting: true,
      };
    default:
      return NOTHING;
  }
}
