/** One value of DER: a tag, and the bytes inside. */
export interface DerValue {
  readonly tag: number;
  readonly content: Uint8Array;
  /** The value itself: tag, length and content. */
  readonly whole: Uint8Array;
}

/** Bytes that are not the DER they should be. */
export class NotDer extends Error {
  constructor() {
    super('not DER');
    this.name = 'NotDer';
  }
}

/** Tags of X.690 that certificates and revocation lists are made of. */
export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bits: 0x03,
  bytes: 0x04,
  oid: 0x06,
  utcTime: 0x17,
  time: 0x18,
  sequence: 0x30,
  set: 0x31,
  /** `[0]`: the version of a certificate, the extensions of a revocation list. */
  tagged: 0xa0,
} as const;

/** Bytes as hexadecimal digits in lower case. */
export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** Length octets of a value: a short form, or up to four octets of the long form. */
function lengthAt(bytes: Uint8Array, at: number): { readonly length: number; readonly next: number } {
  const first = bytes[at];
  if (first === undefined) throw new NotDer();
  if (first < 0x80) return { length: first, next: at + 1 };
  const octets = first & 0x7f;
  if (octets === 0 || octets > 4 || at + 1 + octets > bytes.length) throw new NotDer();
  const length = bytes.subarray(at + 1, at + 1 + octets).reduce((sum, octet) => sum * 256 + octet, 0);
  return { length, next: at + 1 + octets };
}

/**
 * The values that stand one after the other in these bytes.
 * @throws NotDer when they do not end where the bytes end
 */
export function derValues(bytes: Uint8Array): DerValue[] {
  const values: DerValue[] = [];
  for (let at = 0; at < bytes.length;) {
    const { length, next } = lengthAt(bytes, at + 1);
    if (next + length > bytes.length) throw new NotDer();
    const end = next + length;
    values.push({ tag: bytes[at] ?? 0, content: bytes.subarray(next, end), whole: bytes.subarray(at, end) });
    at = end;
  }
  return values;
}

/**
 * What is inside a value.
 * @throws NotDer when it is not there or is something else
 */
export function inside(value: DerValue | undefined, tag: number): DerValue[] {
  if (value?.tag !== tag) throw new NotDer();
  return derValues(value.content);
}
