import { isUtf8 } from 'node:buffer';
import type { XmlDocument, XmlElement } from './document';
import { mayBeUtf8 } from './encoding';
import type { GateLimits } from './limits';
import { readXml } from './read';
import { ScannedElement, type Scanned } from './scan/element';
import { scan } from './scan/scan';

/**
 * The gate for what agencies answer and callers ask: it takes and refuses exactly what {@link readXml} does, and a
 * document says the same by either. What is in UTF-8 and holds nothing unusual is read from its bytes, once, and
 * elements are made of those that somebody asks for (ADR 0032).
 * @param charset from the transport, if it names one
 * @throws XmlRefused
 */
export const readDocument = (bytes: Uint8Array, limits: GateLimits, charset?: string): XmlDocument =>
  scanned(bytes, limits, charset) ?? readXml(bytes, limits, charset);

function scanned(
  bytes: Uint8Array,
  limits: GateLimits,
  charset: string | undefined,
): XmlDocument | undefined {
  if (bytes.length > limits.maxBytes || !mayBeUtf8(charset) || !isUtf8(bytes)) return undefined;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const places = scan(buffer, limits);
  return places && new ScannedDocument({ bytes: buffer, places });
}

class ScannedDocument implements XmlDocument {
  readonly root: XmlElement;

  constructor(private readonly scanned: Scanned) {
    this.root = new ScannedElement(scanned, 0);
  }

  text(from: number, to: number): string {
    return this.scanned.bytes.toString('utf8', from, to);
  }

  bytes(from: number, to: number): Uint8Array {
    return this.scanned.bytes.subarray(from, to);
  }
}
