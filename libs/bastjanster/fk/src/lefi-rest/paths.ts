import { pathSegment } from '@ssbtek/bastjanst-kit';

/** Name of the protocol, here and in the list of codes. */
export const LEFI_REST = 'lefi-rest';
/** The version of LEFI that FK's test operation asks, and that a question gets which names none (sources.md 2.3). */
export const DEFAULT_VERSION = 'v9';

/** Both become segments of LEFI's path: what divides or ends a path must not get there, encoded or not. */
const VERSION = /^[A-Za-z0-9][A-Za-z0-9._-]{0,19}$/;
const AKTORSID = /^[^\p{Cc}\p{Zl}\p{Zp}/\\]{1,200}$/u;

const ROOT = '/lefi-extern-formansinformation';
const FRAGA = 'formansinformation/fraga';
const TYPER = 'tillgangligaInformationstyper';

/** Path of the question about a person (sources.md 2.3). Throws for a version or an actor that LEFI cannot have. */
export function fragaPath(version: string, aktorsid: string): string {
  if (!VERSION.test(version)) throw new Error('not a version of LEFI as in its path');
  if (!AKTORSID.test(aktorsid))
    throw new Error('aktorsid is not 1 to 200 characters without slashes and control characters');
  return actorPath(version, aktorsid, FRAGA);
}

/** Path of the list of what an actor may ask about, which names no person (sources.md 2.3). */
export const typerPath = (aktorsid: string): string => actorPath(DEFAULT_VERSION, aktorsid, TYPER);

/** What traces tell of the path of a question: whom it is about stays out. */
export const FRAGA_TEMPLATE = `${ROOT}/{version}/aktorer/{aktorsId}/${FRAGA}`;

const actorPath = (version: string, aktorsid: string, operation: string): string =>
  `${ROOT}/${pathSegment(version)}/aktorer/${pathSegment(aktorsid)}/${operation}`;

/** What a path asks for, as the simulated LEFI reads it. */
export interface LefiPath {
  readonly version: string;
  readonly aktorsid: string;
  readonly operation: 'fraga' | 'typer';
}

/** Reads a path of LEFI REST; undefined for any other. */
export function readPath(path: string): LefiPath | undefined {
  const match = new RegExp(`^${ROOT}/([^/?]+)/aktorer/([^/?]+)/(${FRAGA}|${TYPER})$`).exec(path);
  if (!match) return undefined;
  const [, version = '', aktorsid = '', operation] = match;
  try {
    return {
      version: decodeURIComponent(version),
      aktorsid: decodeURIComponent(aktorsid),
      operation: operation === FRAGA ? 'fraga' : 'typer',
    };
  } catch {
    return undefined;
  }
}
