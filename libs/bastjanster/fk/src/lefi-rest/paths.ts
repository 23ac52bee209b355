import { pathSegment } from '@ssbtek/bastjanst-kit';

/** Name of the protocol, here and in the list of codes. */
export const LEFI_REST = 'lefi-rest';
/** The version of LEFI that is asked when the question names none (contracts.md 2.3). */
export const DEFAULT_VERSION = 'v9';

const ROOT = '/lefi-extern-formansinformation';
const FRAGA = 'formansinformation/fraga';
const TYPER = 'tillgangligaInformationstyper';

/** Path of the question about a person (contracts.md 2.3). Throws for what is no segment of a path. */
export const fragaPath = (version: string, aktorsid: string): string =>
  actorPath(version.trim() === '' ? DEFAULT_VERSION : version, aktorsid, FRAGA);

/** Path of the list of what an actor may ask about, which names no person (contracts.md 2.3). */
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
