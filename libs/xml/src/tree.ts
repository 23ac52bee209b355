import { StartTag, uriOf } from './attributes';
import type { XmlElement } from './document';
import type { GateLimits } from './limits';
import { checkLocal, prefixOf } from './namespaces';
import { XmlRefused } from './refused';
import { Scope } from './scope';

const NO_CHILDREN: readonly XmlElement[] = [];

type Growing = { -readonly [K in keyof XmlElement]: K extends 'scope' ? Scope : XmlElement[K] };

/**
 * Builds the light tree from parser events, resolves namespaces and holds the limits that need the structure. All of
 * it is work in proportion to the document (ADR 0023).
 */
export class TreeBuilder {
  root: XmlElement | undefined;
  private readonly open: Growing[] = [];
  private tag = new StartTag();
  private attributes = 0;
  private declared = 0;
  private elements = 0;
  private start = 0;

  constructor(
    private readonly source: string,
    private readonly limits: GateLimits,
  ) {}

  /** At the end of the tag's name. */
  startTag(position: number): void {
    if (this.open.length >= this.limits.maxDepth) throw new XmlRefused('too-deep');
    if (++this.elements > this.limits.maxElements) {
      throw new XmlRefused('too-large', undefined, 'more elements than allowed');
    }
    this.start = this.source.lastIndexOf('<', position - 1);
    this.attributes = 0;
    this.tag = new StartTag();
  }

  attribute(name: string, value: string): void {
    if (name === 'xmlns') return this.declaration('', value);
    if (name.startsWith('xmlns:')) {
      const prefix = name.slice(6);
      checkLocal(prefix);
      return this.declaration(prefix, value);
    }
    if (++this.attributes > this.limits.maxAttributes) throw new XmlRefused('too-many-attributes');
    this.tag.attribute(name, value);
  }

  private declaration(prefix: string, uri: string): void {
    if (++this.declared > this.limits.maxNamespaceDeclarations) throw new XmlRefused('too-many-namespaces');
    if (uri.length > this.limits.maxNamespaceName)
      throw new XmlRefused('too-large', undefined, 'namespace name longer than allowed');
    this.tag.declare(prefix, uri);
  }

  openTag(name: string, position: number): void {
    const parent = this.open[this.open.length - 1];
    const { declared, plain } = this.tag;
    const scope = (parent?.scope ?? Scope.EMPTY).with(declared);
    const prefix = prefixOf(name);
    const local = prefix === '' ? name : name.slice(prefix.length + 1);
    if (prefix !== '') checkLocal(local);
    const element: Growing = {
      uri: uriOf(prefix, scope),
      local,
      attributes: plain,
      qualified: this.tag.qualified(scope),
      children: NO_CHILDREN,
      text: '',
      declared,
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
}
