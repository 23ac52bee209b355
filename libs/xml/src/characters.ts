import { XmlRefused } from './refused';

// eslint-disable-next-line no-control-regex -- these are the characters that XML 1.0 (2.2) forbids
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/u;
const QNAME = /^[\p{L}_][\p{L}\p{N}_.-]*(?::[\p{L}_][\p{L}\p{N}_.-]*)?$/u;

/** @throws Error for what cannot be a QName: a mistake in the program, since names never come from input */
export function checkName(name: string): void {
  if (!QNAME.test(name)) throw new Error(`not an XML name: ${name}`);
}

/** @throws XmlRefused naming the element when a value holds a character that XML 1.0 forbids even escaped */
export function checkCharacters(value: string, elementName: string): void {
  if (!FORBIDDEN.test(value)) return;
  const local = elementName.slice(elementName.indexOf(':') + 1);
  throw new XmlRefused('not-well-formed', local, 'forbidden character');
}
