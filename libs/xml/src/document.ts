/** An element of a document that passed the gate, with where it stands in the source text. */
export interface XmlElement {
  readonly uri: string;
  readonly local: string;
  /** Attributes without namespace declarations, by local name (prefixed ones as `{uri}local`). */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Character data directly inside (text and CDATA joined, comments skipped, entities resolved). */
  readonly text: string;
  /** Declarations in scope, outermost overridden by innermost; prefix `''` is the default namespace. */
  readonly scope: ReadonlyMap<string, string>;
  /** UTF-16 offsets in {@link XmlDocument.source}: `<` of the start tag, after its `>`, `<` of the end tag, after its `>`. */
  readonly start: number;
  readonly contentStart: number;
  readonly contentEnd: number;
  readonly end: number;
}

/** A document that passed the gate. */
export interface XmlDocument {
  readonly source: string;
  readonly root: XmlElement;
}

/** The first child with this local name (and namespace, when given). */
export function child(parent: XmlElement, local: string, uri?: string): XmlElement | undefined {
  return parent.children.find((c) => c.local === local && (uri === undefined || c.uri === uri));
}

/** Follows a path of local names downwards. */
export function descend(from: XmlElement, ...locals: readonly string[]): XmlElement | undefined {
  let at: XmlElement | undefined = from;
  for (const local of locals) at = at && child(at, local);
  return at;
}
