import { create } from 'xmlbuilder2';
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces';
import { checkCharacters, checkName } from './characters';
import type { XmlOut } from './write';

/**
 * Serialises as an indented UTF-8 document for people to read: WSDL and schema files, samples, documentation.
 * White space is added between elements, so not for content that mixes text and elements; line ends and tabs in
 * attribute values become spaces when it is read.
 *
 * This is xmlbuilder2; what goes out on the hot path is written by `writeXml`. Measured on an agency request of
 * 0.9 KB: xmlbuilder2 0.44 to 0.57 ms, `writeXml` 0.014 ms, and each inquiry writes seven of them.
 * @throws XmlRefused (`not-well-formed`) for characters that XML 1.0 forbids; Error for raw XML, which cannot be laid out
 */
export function writePretty(root: XmlOut): Uint8Array {
  const document = create({ version: '1.0', encoding: 'UTF-8' });
  append(document, root);
  return Buffer.from(`${document.end({ prettyPrint: true })}\n`, 'utf8');
}

/**
 * Serialises an element in one line, without declaration, for small documents whose prolog is their own (SHS). Line ends
 * and tabs in attribute values become spaces when it is read.
 * @throws XmlRefused (`not-well-formed`) for characters that XML 1.0 forbids; Error for raw XML
 */
export function writeSmall(root: XmlOut): string {
  const document = create();
  append(document, root);
  return document.root().toString();
}

/**
 * A document of ours with other values in its attributes, laid out for people. Nothing is gated here: not for what comes
 * from elsewhere.
 * @param change gets each value with the name of its attribute
 */
export function withAttributes(text: string, change: (value: string, name: string) => string): string {
  const document = create(text).dec({ version: '1.0', encoding: 'UTF-8' });
  document.each(
    ({ node }) => {
      for (const attribute of (node as Partial<Element>).attributes ?? [])
        attribute.value = change(attribute.value, attribute.localName);
    },
    false,
    true,
  );
  return `${document.end({ prettyPrint: true })}\n`;
}

/** Of a node's interface what is needed here. */
interface Element {
  readonly attributes: Iterable<{ readonly localName: string; value: string }>;
}

function append(parent: XMLBuilder, out: XmlOut): void {
  checkName(out.name);
  const built = parent.ele(out.name, attributesOf(out));
  for (const child of out.children) {
    if (typeof child === 'string') {
      checkCharacters(child, out.name);
      built.txt(child);
    } else if ('raw' in child) throw new Error(`raw XML in ${out.name} cannot be laid out`);
    else append(built, child);
  }
}

/** The library's own check (`wellFormed`) refuses every attribute with a prefix. */
function attributesOf({ name, namespaces = {}, attributes = {} }: XmlOut): Record<string, string> {
  const declarations = Object.entries(namespaces).map(
    ([prefix, uri]) => [prefix === '' ? 'xmlns' : `xmlns:${prefix}`, uri] as const,
  );
  const all = [...declarations, ...Object.entries(attributes)];
  for (const [key, value] of all) {
    checkName(key);
    checkCharacters(value, name);
  }
  return Object.fromEntries(all);
}
