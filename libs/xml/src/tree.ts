import type { XmlElement } from './document';
import type { GateLimits } from './limits';
import { checkLocal, checkNamespace } from './namespaces';
import { XmlRefused } from './refused';

/** What the parser says about an attribute before its namespace is known. */
export interface RawAttribute {
  readonly name: string;
  readonly prefix: string;
  readonly local: string;
  readonly value: string;
}

const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';
const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();
const NO_CHILDREN: readonly XmlElement[] = [];
const NO_DECLARATIONS: ReadonlyMap<string, string> = new Map();

type Growing = { -readonly [K in keyof XmlElement]: XmlElement[K] };

/** Builds the light tree from parser events and holds the limits that need the structure. */
export class TreeBuilder {
  root: XmlElement | undefined;
  private readonly open: Growing[] = [];
  private attributes: RawAttribute[] = [];
  private declarations: RawAttribute[] = [];
  private declared = 0;
  private elements = 0;
  private start = 0;

  constructor(
    private readonly source: string,
    private readonly limits: GateLimits,
  ) {}

  /** At the end of the tag's name: the parser's work grows with the square of the depth, so it must end here. */
  startTag(position: number): void {
    if (this.open.length >= this.limits.maxDepth) throw new XmlRefused('too-deep');
    if (++this.elements > this.limits.maxElements) {
      throw new XmlRefused('too-large', undefined, 'more elements than allowed');
    }
    this.start = this.source.lastIndexOf('<', position - 1);
    this.attributes = [];
    this.declarations = [];
  }

  attribute(attribute: RawAttribute): void {
    checkLocal(attribute.prefix, attribute.local);
    if (attribute.prefix === 'xmlns' || attribute.name === 'xmlns') {
      if (++this.declared > this.limits.maxNamespaceDeclarations) throw new XmlRefused('too-many-namespaces');
      checkNamespace(attribute.value);
      this.declarations.push(attribute);
      return;
    }
    if (this.attributes.length >= this.limits.maxAttributes) throw new XmlRefused('too-many-attributes');
    this.attributes.push(attribute);
  }

  openTag(prefix: string, local: string, position: number): void {
    checkLocal(prefix, local);
    const parent = this.open[this.open.length - 1];
    const scope = this.scopeBelow(parent?.scope ?? NO_DECLARATIONS);
    const element: Growing = {
      uri: uriOf(prefix, scope),
      local,
      attributes: this.attributesIn(scope),
      children: NO_CHILDREN,
      text: '',
      scope,
      start: this.start,
      contentStart: position,
      contentEnd: position,
      end: position,
    };
    if (parent === undefined) this.root = element;
    else if (parent.children === NO_CHILDREN) parent.children = [element];
    else (parent.children as XmlElement[]).push(element);
    this.open.push(element);
  }

  closeTag(position: number, isSelfClosing: boolean): void {
    const element = this.open.pop();
    if (!element || isSelfClosing) return;
    element.contentEnd = this.source.lastIndexOf('<', position - 1);
    element.end = position;
  }

  text(characters: string): void {
    const element = this.open[this.open.length - 1];
    if (element) element.text += characters;
  }

  private scopeBelow(outer: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
    if (this.declarations.length === 0) return outer;
    const scope = new Map(outer);
    for (const { prefix, local, value } of this.declarations) {
      const declared = prefix === '' ? '' : local;
      if (declared === 'xml') continue;
      if (value === '') scope.delete(declared);
      else scope.set(declared, value);
    }
    return scope;
  }

  private attributesIn(scope: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
    if (this.attributes.length === 0) return NO_ATTRIBUTES;
    const attributes = new Map<string, string>();
    for (const { prefix, local, value } of this.attributes) {
      attributes.set(prefix === '' ? local : `{${uriOf(prefix, scope)}}${local}`, value);
    }
    return attributes;
  }
}

/** The parser has already refused prefixes that are not declared. */
function uriOf(prefix: string, scope: ReadonlyMap<string, string>): string {
  return prefix === 'xml' ? XML_NAMESPACE : (scope.get(prefix) ?? '');
}
