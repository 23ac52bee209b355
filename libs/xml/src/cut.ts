import type { XmlDocument, XmlElement } from './document';

/** A piece of a document, exactly as it stood there, in UTF-8, with the declarations that were in scope. */
export interface XmlCutting {
  /** Without `xml`. No entry for `''` means that there was no default namespace: where one is in scope, it must be undone. */
  readonly declarations: ReadonlyArray<readonly [prefix: string, uri: string]>;
  readonly content: Uint8Array;
}

/** Everything between the element's tags, white space and comments included. */
export function cutContent(document: XmlDocument, element: XmlElement): XmlCutting {
  return cut(document, element, element.contentStart, element.contentEnd);
}

/** The element itself, tags included. */
export function cutElement(document: XmlDocument, element: XmlElement): XmlCutting {
  return cut(document, element, element.start, element.end);
}

function cut(document: XmlDocument, element: XmlElement, from: number, to: number): XmlCutting {
  return {
    declarations: [...element.scope],
    content: document.bytes(from, to),
  };
}
