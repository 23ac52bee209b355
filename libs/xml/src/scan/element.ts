import { StartTag, uriOf } from '../attributes';
import type { QualifiedAttribute, XmlElement } from '../document';
import { prefixOf } from '../namespaces';
import { Scope } from '../scope';
import { localPart, nameEnd } from './bytes';
import { attributeValue, characterData } from './references';
import type { ElementPlaces } from './places';

/** A document in UTF-8 and where its elements are. */
export interface Scanned {
  readonly bytes: Buffer;
  readonly places: ElementPlaces;
}

const ATTRIBUTE = /[ \t\r\n]([^ \t\r\n=]+)[ \t\r\n]*=[ \t\r\n]*(?:"([^"]*)"|'([^']*)')/g;

/**
 * An element of a scanned document. What it says is read when it is asked for: of most elements nobody asks anything.
 * Offsets in bytes.
 */
export class ScannedElement implements XmlElement {
  #name: string | undefined;
  #tag: StartTag | undefined;
  #scope: Scope | undefined;
  #children: readonly ScannedElement[] | undefined;
  #text: string | undefined;

  constructor(
    private readonly document: Scanned,
    private readonly number: number,
    private readonly parent?: ScannedElement,
  ) {}

  get start(): number {
    return this.document.places.start(this.number);
  }
  get contentStart(): number {
    return this.document.places.contentStart(this.number);
  }
  get contentEnd(): number {
    return this.document.places.contentEnd(this.number);
  }
  get end(): number {
    return this.document.places.end(this.number);
  }

  get local(): string {
    const { name } = this;
    return name.slice(name.indexOf(':') + 1);
  }
  get uri(): string {
    return uriOf(prefixOf(this.name), this.scope);
  }
  get attributes(): ReadonlyMap<string, string> {
    return this.tag.plain;
  }
  get qualified(): readonly QualifiedAttribute[] {
    return this.tag === BARE ? NONE : this.tag.qualified(this.scope);
  }
  get declared(): ReadonlyMap<string, string> {
    return this.tag.declared;
  }
  get scope(): Scope {
    return (this.#scope ??= (this.parent?.scope ?? Scope.EMPTY).with(this.declared));
  }

  get children(): readonly ScannedElement[] {
    if (this.#children) return this.#children;
    const { document, number } = this;
    const children: ScannedElement[] = [];
    const after = document.places.after(number);
    for (let next = number + 1; next < after; next = document.places.after(next))
      children.push(new ScannedElement(document, next, this));
    return (this.#children = children);
  }

  get text(): string {
    if (this.#text !== undefined) return this.#text;
    let text = '';
    let at = this.contentStart;
    for (const { start, end } of this.children) {
      text += characterData(this.piece(at, start));
      at = end;
    }
    return (this.#text = text + characterData(this.piece(at, this.contentEnd)));
  }

  private get name(): string {
    if (this.#name !== undefined) return this.#name;
    const { bytes } = this.document;
    const name = this.start + 1;
    return (this.#name = bytes.toString('latin1', name, nameEnd(bytes, localPart(bytes, name))));
  }

  private get tag(): StartTag {
    return (this.#tag ??= startTag(this.piece(this.start + 1 + this.name.length, this.contentStart)));
  }

  private piece(from: number, to: number): string {
    return from === to ? '' : this.document.bytes.toString('utf8', from, to);
  }
}

/** A start tag that is a name and nothing else. */
const BARE = new StartTag();
const NONE: readonly QualifiedAttribute[] = [];

/** What a start tag says behind its name. */
function startTag(attributes: string): StartTag {
  if (attributes === '>' || attributes === '/>') return BARE;
  const tag = new StartTag();
  for (const [, name = '', one, other = ''] of attributes.matchAll(ATTRIBUTE)) {
    const value = attributeValue(one ?? other);
    if (name === 'xmlns') tag.declare('', value);
    else if (name.startsWith('xmlns:')) tag.declare(name.slice(6), value);
    else tag.attribute(name, value);
  }
  return tag;
}
