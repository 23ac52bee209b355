import { AGENCY_LIMITS, readXml, XmlRefused, type XmlElement } from '@ssbtek/xml';

/** A value of an agency's answer, or several of them by name, in their order. */
export type Datum = string | readonly Row[];

export interface Row {
  readonly name: string;
  readonly datum: Datum;
}

/** What is shown of one agency: the rest stands in the answer itself. */
export interface Shown {
  readonly datum: Datum;
  /** Not everything is here. */
  readonly cut: boolean;
}

const MOST_ROWS = 300;
const MOST_DEPTH = 16;
const MOST_TEXT = 300;
/** Shorter texts are words that happen to be written with the digits of base64. */
const LEAST_BASE64 = 16;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** Lays out an element of an answer. What an agency wrapped, base64 or a document as text, is opened. */
export function shownOf(element: XmlElement): Shown {
  const reader = new DatumReader();
  const datum = reader.element(element, 0);
  return { datum, cut: reader.cut };
}

/** Counts what it has read, so that a huge answer does not become a huge page. */
class DatumReader {
  private rows = 0;
  cut = false;

  element(element: XmlElement, depth: number): Datum {
    const { children, attributes, text } = element;
    if (children.length === 0 && attributes.size === 0) return this.text(text, depth);
    const rows: Row[] = [];
    for (const [name, value] of attributes) this.add(rows, name, () => this.short(value));
    for (const child of children) this.add(rows, child.local, () => this.element(child, depth + 1));
    if (text.trim() !== '') this.add(rows, element.local, () => this.text(text, depth + 1));
    return rows;
  }

  private add(rows: Row[], name: string, datum: () => Datum): void {
    if (this.rows >= MOST_ROWS) {
      this.cut = true;
      return;
    }
    this.rows += 1;
    rows.push({ name: this.short(name), datum: datum() });
  }

  private text(text: string, depth: number): Datum {
    const value = text.trim();
    if (depth < MOST_DEPTH) {
      const opened = value.startsWith('<') ? this.xml(utf8(value), depth) : this.base64(value, depth);
      if (opened !== undefined) return opened;
    }
    return this.short(value);
  }

  private base64(value: string, depth: number): Datum | undefined {
    const digits = value.replace(/\s+/g, '');
    if (digits.length < LEAST_BASE64 || digits.length % 4 !== 0 || !BASE64.test(digits)) return undefined;
    const bytes = Buffer.from(digits, 'base64');
    const start = bytes
      .subarray(0, 64)
      .toString('latin1')
      .replace(/^\u00ef\u00bb\u00bf/, '')
      .trimStart();
    if (start.startsWith('<')) return this.xml(bytes, depth);
    return /^[[{]/.test(start) ? this.json(bytes, depth) : undefined;
  }

  private xml(bytes: Uint8Array, depth: number): Datum | undefined {
    try {
      const { root } = readXml(bytes, AGENCY_LIMITS);
      const rows: Row[] = [];
      this.add(rows, root.local, () => this.element(root, depth + 1));
      return rows;
    } catch (error) {
      if (error instanceof XmlRefused) return undefined;
      throw error;
    }
  }

  private json(bytes: Buffer, depth: number): Datum | undefined {
    let value: unknown;
    try {
      value = JSON.parse(bytes.toString('utf8'));
    } catch {
      return undefined;
    }
    return this.value(value, depth + 1);
  }

  private value(value: unknown, depth: number): Datum {
    if (typeof value === 'string') return this.short(value);
    if (value === null) return '';
    if (typeof value !== 'object') return JSON.stringify(value);
    if (depth >= MOST_DEPTH) {
      this.cut = true;
      return '…';
    }
    if (Array.isArray(value) && value.every((one) => typeof one !== 'object'))
      return this.short(value.map(String).join(', '));
    const rows: Row[] = [];
    for (const [name, one] of Object.entries(value)) {
      const several = Array.isArray(one) && one.some((each) => typeof each === 'object') ? one : [one];
      const named = Array.isArray(value) ? String(Number(name) + 1) : name;
      for (const each of several as readonly unknown[])
        this.add(rows, named, () => this.value(each, depth + 1));
    }
    return rows;
  }

  private short(text: string): string {
    if (text.length <= MOST_TEXT) return text;
    this.cut = true;
    return `${text.slice(0, MOST_TEXT)}…`;
  }
}

const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8');

/** A name of an element as words: `NettoEfterSkatt` is Netto efter skatt. Abbreviations stay as they are. */
export function readable(name: string): string {
  const words = name
    .replace(/[_-]+/g, ' ')
    .replace(/([a-zåäö\d])([A-ZÅÄÖ])/g, '$1 $2')
    .split(' ')
    .map((word, i) => (i > 0 && /^[A-ZÅÄÖ][a-zåäö]/.test(word) ? word.toLowerCase() : word));
  const text = words.join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
