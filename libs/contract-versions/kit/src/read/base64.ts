const QUADS = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$/;

/**
 * The bytes of an xs:base64Binary, undefined when the text holds anything else than base64 and white space. Asked
 * in code because libxml2 lets foreign characters pass (architecture 11).
 */
export function base64Bytes(text: string): Uint8Array | undefined {
  const encoded = text.replaceAll(/[ \t\r\n]+/g, '');
  return QUADS.test(encoded) ? Buffer.from(encoded, 'base64') : undefined;
}
