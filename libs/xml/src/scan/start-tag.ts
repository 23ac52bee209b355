import type { GateLimits } from '../limits';
import {
  APOSTROPHE,
  EQUALS,
  GREATER,
  localPart,
  nameEnd,
  NOT_SURE,
  QUOTE,
  runEnd,
  same,
  SLASH,
  stands,
  WHITE,
} from './bytes';
import { valueEnd } from './content';
import { Prefixes } from './prefixes';
import { isPlainUri } from './uri';

/** More of them on an element are the strict reader's, whose work grows in proportion: here each is held against each. */
const MOST_ATTRIBUTES = 40;
const XMLNS = Buffer.from('xmlns');

/** Checks start tags one after the other, and knows of the last one what the scan wants to know. */
export class StartTags {
  readonly prefixes: Prefixes;
  /** Where the element's name ends. */
  nameEnd = 0;
  /** True for a tag that is an end tag as well. */
  empty = false;
  /** Of each attribute: where a prefix begins that must be declared, where the rest of the name does, where that ends. */
  private readonly attributes: number[] = [];
  /** How many numbers of {@link attributes} are this tag's. */
  private kept = 0;
  /** How many namespaces have been declared in the whole document. */
  private declared = 0;

  constructor(
    private readonly bytes: Buffer,
    private readonly limits: GateLimits,
  ) {
    this.prefixes = new Prefixes(bytes);
  }

  /** Behind the start tag. `start` is its `<`. */
  end(start: number): number {
    const { bytes } = this;
    this.kept = 0;
    const local = localPart(bytes, start + 1);
    this.nameEnd = nameEnd(bytes, local);
    let at = this.nameEnd;
    while (at !== NOT_SURE) {
      const next = runEnd(WHITE, bytes, at);
      this.empty = bytes[next] === SLASH;
      const last = this.empty ? next + 1 : next;
      if (bytes[last] === GREATER) return this.areDeclared(start + 1, local) ? last + 1 : NOT_SURE;
      at = next > at ? this.attributeEnd(next) : NOT_SURE;
    }
    return NOT_SURE;
  }

  /** Behind the closing quote of an attribute. */
  private attributeEnd(name: number): number {
    const { bytes } = this;
    const local = localPart(bytes, name);
    const end = nameEnd(bytes, local);
    if (end === NOT_SURE) return NOT_SURE;
    const equals = runEnd(WHITE, bytes, end);
    if (bytes[equals] !== EQUALS) return NOT_SURE;
    const value = runEnd(WHITE, bytes, equals + 1) + 1;
    const quote = bytes[value - 1];
    if (quote !== QUOTE && quote !== APOSTROPHE) return NOT_SURE;
    const closed = valueEnd(bytes, value, quote);
    if (closed === NOT_SURE) return NOT_SURE;
    const declares = this.isXmlns(name, name === local ? end : local - 1);
    if (declares && !this.declare(name !== local, local, end, value, closed)) return NOT_SURE;
    return this.keep(declares ? local : name, local, end) ? closed + 1 : NOT_SURE;
  }

  private isXmlns(start: number, end: number): boolean {
    return end - start === XMLNS.length && stands(this.bytes, start, XMLNS);
  }

  /** False for a declaration that only the strict reader may judge. */
  private declare(prefixed: boolean, local: number, end: number, uri: number, closed: number): boolean {
    const { maxNamespaceDeclarations, maxNamespaceName } = this.limits;
    this.declared += 1;
    if (this.declared > maxNamespaceDeclarations || closed - uri > maxNamespaceName) return false;
    if (!prefixed) return uri === closed || isPlainUri(this.bytes, uri, closed);
    return isPlainUri(this.bytes, uri, closed) && this.prefixes.add(local, end);
  }

  /** Keeps an attribute. Two whose names end alike may be the same one by two prefixes: false. */
  private keep(prefix: number, local: number, end: number): boolean {
    const { attributes, bytes, kept } = this;
    if (kept >= 3 * MOST_ATTRIBUTES) return false;
    for (let n = 0; n < kept; n += 3) {
      const other = attributes[n + 1] as number;
      const length = (attributes[n + 2] as number) - other;
      if (length === end - local && same(bytes, other, local, length)) return false;
    }
    attributes[kept] = prefix;
    attributes[kept + 1] = local;
    attributes[kept + 2] = end;
    this.kept += 3;
    return true;
  }

  /** Asked at the end of the tag, because a prefix may be declared behind its use. */
  private areDeclared(name: number, local: number): boolean {
    const { attributes, kept, prefixes } = this;
    if (local > name && !prefixes.has(name, local - 1)) return false;
    for (let n = 0; n < kept; n += 3) {
      const prefix = attributes[n] as number;
      const rest = attributes[n + 1] as number;
      if (rest > prefix && !prefixes.has(prefix, rest - 1)) return false;
    }
    return true;
  }
}
