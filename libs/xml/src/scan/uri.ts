import { XML_NAMESPACE, XMLNS_NAMESPACE } from '../namespaces';
import { COLON, nameEnd, NOT_SURE, runEnd, SCHEME, URI } from './bytes';

/** Names that only certain prefixes may stand for. */
const RESERVED: ReadonlySet<string> = new Set([XML_NAMESPACE, XMLNS_NAMESPACE]);
const LENGTHS: ReadonlySet<number> = new Set([...RESERVED].map(({ length }) => length));

/** True for a namespace's name that is a URI with a scheme, and of no special meaning; other names may be good as well. */
export function isPlainUri(bytes: Buffer, start: number, end: number): boolean {
  const scheme = nameEnd(bytes, start) === NOT_SURE ? start : runEnd(SCHEME, bytes, start);
  if (scheme === start || bytes[scheme] !== COLON || runEnd(URI, bytes, scheme) !== end) return false;
  return !LENGTHS.has(end - start) || !RESERVED.has(bytes.toString('latin1', start, end));
}
