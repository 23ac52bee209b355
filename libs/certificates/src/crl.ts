import type { X509Certificate } from 'node:crypto';
import { derValues, hexOf, inside, NotDer, TAG, type DerValue } from './der';
import { isSignedWith, mannerOf } from './signature';
import { serialIn, subjectBytes } from './subject';

/** A certificate revocation list (RFC 5280, 5). Times in ms since 1970. */
export interface Crl {
  /** Hexadecimal bytes of the issuer's name, and of the part of its certificates that the list is about. */
  readonly about: string;
  readonly thisUpdate: number;
  readonly nextUpdate: number;
  /** Serial numbers of what is revoked, hexadecimal without leading zeros. */
  readonly serials: ReadonlySet<string>;
  /** True when this authority has the issuer's name. */
  isNamedAs(authority: X509Certificate): boolean;
  /** True when this authority signed the list. */
  isSignedBy(authority: X509Certificate): boolean;
}

/** A list that we cannot go by; the message ends a sentence about it. */
export class CrlUnusable extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CrlUnusable';
  }
}

/** Extensions of lists and their entries by the hexadecimal bytes of the OID: 2.5.29.n. */
const EXTENSION = { delta: '551d1b', issuingDistributionPoint: '551d1c' } as const;
/** `[4]` and `[5]` of IssuingDistributionPoint: entries of other issuers; nothing but attribute certificates. */
const OTHERS = [0x84, 0x85];

/**
 * Reads one list.
 * @throws NotDer when it is none
 * @throws CrlUnusable when it is one that we cannot go by
 */
export function readCrl(bytes: Uint8Array): Crl {
  const [outer] = derValues(bytes);
  const [tbs, algorithm, signature] = inside(outer, TAG.sequence);
  const fields = inside(tbs, TAG.sequence);
  const [signed, issuer, thisUpdate, ...rest] = fields[0]?.tag === TAG.integer ? fields.slice(1) : fields;
  if (!tbs || !issuer || !signed || !algorithm || !signature) throw new NotDer();
  // The algorithm that is signed must be the one that is gone by; all bits of the signature are part of it.
  if (
    hexOf(signed.whole) !== hexOf(algorithm.whole) ||
    signature.tag !== TAG.bits ||
    signature.content[0] !== 0
  )
    throw new NotDer();
  const nextUpdate = rest[0] && isTime(rest[0]) ? rest.shift() : undefined;
  if (!nextUpdate) throw new CrlUnusable('does not say when the next one comes');
  const entries = rest[0]?.tag === TAG.sequence ? derValues(rest.shift()?.content ?? new Uint8Array()) : [];
  const part = partOf(rest[0]);
  const manner = mannerOf(algorithm);
  if (!manner) throw new CrlUnusable('is signed in a way that is not supported, or too weak');
  return {
    about: `${hexOf(issuer.whole)} ${part}`,
    thisUpdate: timeOf(thisUpdate),
    nextUpdate: timeOf(nextUpdate),
    serials: new Set(entries.map(serialOfEntry)),
    isNamedAs: ({ raw }) => hexOf(subjectBytes(raw)) === hexOf(issuer.whole),
    isSignedBy: ({ publicKey }) => isSignedWith(publicKey, manner, tbs.whole, signature.content.subarray(1)),
  };
}

interface Extension {
  readonly oid: string;
  readonly critical: boolean;
  readonly value: Uint8Array;
}

function extensionsIn(list: DerValue | undefined): readonly Extension[] {
  return inside(list, TAG.sequence).map((extension) => {
    const [oid, ...more] = inside(extension, TAG.sequence);
    const critical = more[0]?.tag === TAG.boolean && more.shift()?.content[0] !== 0;
    const [value] = more;
    if (oid?.tag !== TAG.oid || value?.tag !== TAG.bytes) throw new NotDer();
    return { oid: hexOf(oid.content), critical, value: value.content };
  });
}

/** Which part of an issuer's certificates a list is about, hexadecimal; empty when it is about all. */
function partOf(extensions: DerValue | undefined): string {
  if (!extensions) return '';
  const all = extensionsIn(inside(extensions, TAG.tagged)[0]);
  if (all.some(({ oid }) => oid === EXTENSION.delta))
    throw new CrlUnusable('is a delta list, which holds only what has changed');
  const point = all.find(({ oid }) => oid === EXTENSION.issuingDistributionPoint);
  const parts = point ? inside(derValues(point.value)[0], TAG.sequence) : [];
  if (parts.some(({ tag }) => OTHERS.includes(tag)))
    throw new CrlUnusable('is an indirect list, or one of attribute certificates');
  if (all.some((one) => one.critical && one !== point))
    throw new CrlUnusable('has a critical extension that is not known');
  return point ? hexOf(point.value) : '';
}

/** An entry is a serial number, the time of its revocation and perhaps extensions, none of them critical. */
function serialOfEntry(entry: DerValue): string {
  const [serial, time, extensions] = inside(entry, TAG.sequence);
  if (!time || !isTime(time)) throw new NotDer();
  if (extensions && extensionsIn(extensions).some(({ critical }) => critical))
    throw new CrlUnusable('has an entry with a critical extension');
  return serialIn(serial);
}

const isTime = ({ tag }: DerValue): boolean => tag === TAG.utcTime || tag === TAG.time;

const TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/;

/** Ms since 1970. A year of two digits is one of 1950 to 2049 (RFC 5280, 4.1.2.5.1). */
function timeOf(value: DerValue | undefined): number {
  if (!value || !isTime(value)) throw new NotDer();
  const text = Buffer.from(value.content).toString('latin1');
  const century = text < '50' ? '20' : '19';
  const [, ...digits] = TIME.exec(value.tag === TAG.utcTime ? `${century}${text}` : text) ?? [];
  if (digits.length === 0) throw new NotDer();
  const [year = 0, month = 0, day, hour, minute, second] = digits.map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
