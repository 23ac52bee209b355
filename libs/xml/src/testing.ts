import { XmlC14NMode, XmlDocument } from 'libxml2-wasm';

/**
 * Exclusive canonical XML with comments: equal strings mean "the same to every XML reader". For tests.
 * Canonical form keeps only the declarations that names use: prefixes that occur in values (`xsi:type`)
 * are compared as well when they are named in `prefixesInValues`.
 */
export function canonical(xml: string | Uint8Array, prefixesInValues: readonly string[] = []): string {
  using document =
    typeof xml === 'string'
      ? XmlDocument.fromString(xml, { encoding: 'utf-8' })
      : XmlDocument.fromBuffer(xml);
  return document.canonicalizeToString({
    mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0,
    withComments: true,
    inclusiveNamespacePrefixes: [...prefixesInValues],
  });
}
