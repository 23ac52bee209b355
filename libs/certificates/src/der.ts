/** One value of DER: a tag, and the bytes inside. */
export interface DerValue {
  readonly tag: number;
  readonly content: Uint8Array;
}

/** Bytes that are not the DER they should be. */
export class NotDer extends Error {
  constructor() {
    super('not DER');
    this.name = 'NotDer';
  }
}

/** Tags of X.690 that a certificate's head is made of. */
export const TAG = { oid: 0x06, sequence: 0x30, set: 0x31, version: 0xa0 } as const;

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
    values.push({ tag: bytes[at] ?? 0, content: bytes.subarray(next, next + length) });
    at = next + length;
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
