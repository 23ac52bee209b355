import type { XmlCutting } from './cut';
import { nameEndOf, type XmlDocument, type XmlElement } from './document';
import { writeDeclaration } from './write';

/** What neighbours declare: the namespace that the first of them gives a prefix, and how many give the same. */
interface Common {
  readonly uri: string;
  agreeing: number;
}

/**
 * The contents of several children of one element as one piece: as the source has them, with what stands between the
 * children, and only their own tags left out. What they agree on is declared around the piece. Where one binds a
 * prefix otherwise, its own children declare it, so that every prefix stands for what it stood for.
 * @param maxAdded characters that such declarations may add
 * @returns undefined when they would add more
 */
export function cutTogether(
  document: XmlDocument,
  parent: XmlElement,
  elements: readonly XmlElement[],
  maxAdded: number,
): XmlCutting | undefined {
  const around = declaredAround(parent, elements);
  const pieces: string[] = [];
  let added = 0;
  for (const [index, element] of elements.entries()) {
    const before = elements[index - 1];
    if (before) pieces.push(document.text(before.end, element.start));
    const others = [...element.declared].filter(([prefix, uri]) => (around.get(prefix) ?? '') !== uri);
    added += pushContent(pieces, document, element, others, maxAdded - added);
    if (added > maxAdded) return undefined;
  }
  return { declarations: [...around], content: Buffer.from(pieces.join(''), 'utf8') };
}

/**
 * What can be declared around all of them: what is in force further out, then what each of them declares alike, and
 * prefixes that some declare and nobody else has. Not a default namespace that some do without.
 */
function declaredAround(parent: XmlElement, elements: readonly XmlElement[]): ReadonlyMap<string, string> {
  const commons = new Map<string, Common>();
  for (const { declared } of elements)
    for (const [prefix, uri] of declared) {
      const common = commons.get(prefix);
      if (!common) commons.set(prefix, { uri, agreeing: 1 });
      else if (common.uri === uri) common.agreeing += 1;
    }
  const around = new Map(parent.scope);
  for (const [prefix, { uri, agreeing }] of commons) {
    const free = prefix !== '' && !around.has(prefix);
    if (agreeing < elements.length && !free) continue;
    if (uri === '') around.delete(prefix);
    else around.set(prefix, uri);
  }
  return around;
}

/** Adds an element's content to the pieces, with the declarations on its children; returns how much these added. */
function pushContent(
  pieces: string[],
  document: XmlDocument,
  { contentStart, contentEnd, children }: XmlElement,
  declarations: ReadonlyArray<readonly [string, string]>,
  mayAdd: number,
): number {
  let at = contentStart;
  let added = 0;
  for (const child of declarations.length === 0 ? [] : children) {
    const nameEnd = nameEndOf(document, child);
    pieces.push(document.text(at, nameEnd));
    at = nameEnd;
    for (const [prefix, uri] of declarations) {
      if (child.declared.has(prefix)) continue;
      const declaration = writeDeclaration(prefix, uri);
      pieces.push(declaration);
      added += declaration.length;
      if (added > mayAdd) return added;
    }
  }
  pieces.push(document.text(at, contentEnd));
  return added;
}
