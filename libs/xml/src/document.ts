import type { NamespaceScope } from './scope';

/** An attribute with a prefix, which puts it into a namespace. */
export interface QualifiedAttribute {
  readonly uri: string;
  readonly local: string;
  readonly value: string;
}

/** An element of a document that passed the gate, with where it stands in the source text. */
export interface XmlElement {
  readonly uri: string;
  readonly local: string;
  /** Attributes without a prefix, by name. Namespace declarations are not among them. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Attributes with a prefix, in their order. */
  readonly qualified: readonly QualifiedAttribute[];
  readonly children: readonly XmlElement[];
  /** Character data directly inside (text and CDATA joined, comments skipped, entities resolved). */
  readonly text: string;
  /** Declarations on the start tag itself; an empty name undoes the default namespace. */
  readonly declared: ReadonlyMap<string, string>;
  /** Declarations in force inside, outermost overridden by innermost. */
  readonly scope: NamespaceScope;
  /** Offsets in its {@link XmlDocument}: `<` of the start tag, after its `>`, `<` of the end tag, after its `>`. */
  readonly start: number;
  readonly contentStart: number;
  readonly contentEnd: number;
  readonly end: number;
}

/** A document that passed the gate. Offsets are those of its elements: nobody else knows what they count. */
export interface XmlDocument {
  readonly root: XmlElement;
  /** A piece as it stands there. */
  text(from: number, to: number): string;
  /** The same in UTF-8. */
  bytes(from: number, to: number): Uint8Array;
}

/** A document as the text that it was decoded to; offsets count its UTF-16 code units. */
export interface XmlTextDocument extends XmlDocument {
  readonly source: string;
}

/** The first child with this local name (and namespace, when given). */
export function child(parent: XmlElement, local: string, uri?: string): XmlElement | undefined {
  return parent.children.find((c) => c.local === local && (uri === undefined || c.uri === uri));
}

/** The value of an attribute in a namespace. */
export function attributeIn(element: XmlElement, uri: string, local: string): string | undefined {
  return element.qualified.find((a) => a.local === local && a.uri === uri)?.value;
}

/** Follows a path of local names downwards. */
export function descend(from: XmlElement, ...locals: readonly string[]): XmlElement | undefined {
  let at: XmlElement | undefined = from;
  for (const local of locals) at = at && child(at, local);
  return at;
}

const NAME_END = /[\s/>]/;

/** Where the name in an element's start tag ends: what is set in there is the tag's first attribute. */
export function nameEndOf(document: XmlDocument, { start, contentStart }: XmlElement): number {
  return start + document.text(start, contentStart).search(NAME_END);
}
