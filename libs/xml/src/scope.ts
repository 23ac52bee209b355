/** What prefixes stand for at one place of a document. Prefix `''` is the default namespace; `xml` is not among them. */
export interface NamespaceScope extends Iterable<readonly [prefix: string, uri: string]> {
  /** The namespace's name, undefined for a prefix that is not declared and for a default namespace that is none. */
  get(prefix: string): string | undefined;
}

/**
 * Declarations of one element on top of those further out, which are shared and not copied: an element's scope costs
 * what the element itself declares.
 */
export class Scope implements NamespaceScope {
  /** Where nothing is declared. */
  static readonly EMPTY = new Scope(new Map());

  private constructor(
    /** What the element declares; an empty name undoes the default namespace. */
    readonly own: ReadonlyMap<string, string>,
    private readonly outer?: Scope,
  ) {}

  /** The scope inside an element that declares this. */
  with(declared: ReadonlyMap<string, string>): Scope {
    return declared.size === 0 ? this : new Scope(declared, this);
  }

  get(prefix: string): string | undefined {
    const uri = this.own.get(prefix) ?? this.outer?.get(prefix);
    return uri === '' ? undefined : uri;
  }

  /** All that is in force, outermost first. Costs what all elements around declare: for cutting, not for each element. */
  [Symbol.iterator](): IterableIterator<[string, string]> {
    const all = new Map<string, string>();
    this.addTo(all);
    return all.entries();
  }

  private addTo(all: Map<string, string>): void {
    this.outer?.addTo(all);
    for (const [prefix, uri] of this.own) {
      if (uri === '') all.delete(prefix);
      else all.set(prefix, uri);
    }
  }
}
