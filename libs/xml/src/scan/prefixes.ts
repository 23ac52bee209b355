import { same } from './bytes';

/** More of them at one place are the strict reader's, whose work grows in proportion: here one after the other is looked at. */
const MOST_PREFIXES = 80;
const XML = 'xml';
/** Prefixes that a document declares only in one way, or not at all (Namespaces in XML 1.0, 3). */
const RESERVED: ReadonlySet<string> = new Set([XML, 'xmlns']);

/** The prefixes that are declared where a scan is, by their places in the document. */
export class Prefixes {
  /** How much of {@link places} counts: what is added after that is forgotten at the end of an element. */
  size = 0;
  private readonly places: number[] = [];

  constructor(private readonly bytes: Buffer) {}

  /** Adds a prefix, if it is not there. False for one that only the strict reader may judge. */
  add(start: number, end: number): boolean {
    if (this.find(start, end)) return true;
    if (this.size >= 2 * MOST_PREFIXES || RESERVED.has(this.bytes.toString('latin1', start, end)))
      return false;
    this.places[this.size] = start;
    this.places[this.size + 1] = end;
    this.size += 2;
    return true;
  }

  has(start: number, end: number): boolean {
    return this.find(start, end) || this.bytes.toString('latin1', start, end) === XML;
  }

  private find(start: number, end: number): boolean {
    const { bytes, places, size } = this;
    const length = end - start;
    for (let n = size - 2; n >= 0; n -= 2) {
      const other = places[n] as number;
      if ((places[n + 1] as number) - other === length && same(bytes, other, start, length)) return true;
    }
    return false;
  }
}
