import { cutContent, type XmlCutting, type XmlDocument, type XmlElement } from '@ssbtek/xml';

/**
 * The contents of several neighbouring elements as one piece: as the source has them, with what stands between the
 * elements, and only their own tags left out.
 * @returns undefined when the elements bind the same prefix differently, so that no one set of declarations fits
 */
export function cutTogether(document: XmlDocument, elements: readonly XmlElement[]): XmlCutting | undefined {
  const declarations = new Map(elements[0]?.scope);
  for (const { scope } of elements) {
    if ((scope.get('') ?? '') !== (declarations.get('') ?? '')) return undefined;
    for (const [prefix, uri] of scope) {
      if ((declarations.get(prefix) ?? uri) !== uri) return undefined;
      declarations.set(prefix, uri);
    }
  }
  const pieces = elements.flatMap((element, index) => {
    const before = elements[index - 1];
    const between = before
      ? new TextEncoder().encode(document.source.slice(before.end, element.start))
      : undefined;
    const content = cutContent(document, element).content;
    return between ? [between, content] : [content];
  });
  return { declarations: [...declarations], content: joined(pieces) };
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
