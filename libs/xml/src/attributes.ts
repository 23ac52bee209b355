import type { QualifiedAttribute } from './document';
import { checkLocal, checkNamespace, prefixOf, XML_NAMESPACE, XMLNS_NAMESPACE } from './namespaces';
import { XmlRefused } from './refused';
import type { XmlRule } from './rules';
import type { Scope } from './scope';

const NOTHING: ReadonlyMap<string, string> = new Map();
const NONE: readonly QualifiedAttribute[] = [];

const refused = (rule: XmlRule) => new XmlRefused('not-well-formed', undefined, rule);

/** Collects what one start tag says after its name, and tells declarations from attributes. */
export class StartTag {
  declared = NOTHING;
  plain = NOTHING;
  private readonly prefixed: Array<{
    readonly prefix: string;
    readonly local: string;
    readonly value: string;
  }> = [];

  /** @throws XmlRefused for what is no declaration by Namespaces in XML 1.0 */
  declare(prefix: string, uri: string): void {
    checkNamespace(uri);
    if (prefix !== '' && uri === '') throw refused('prefix declared as nothing');
    if ((prefix === 'xml') !== (uri === XML_NAMESPACE) || prefix === 'xmlns' || uri === XMLNS_NAMESPACE)
      throw refused('reserved prefix or namespace');
    if (prefix === 'xml') return;
    if (this.declared === NOTHING) this.declared = new Map();
    (this.declared as Map<string, string>).set(prefix, uri);
  }

  /** The parser refuses an attribute that is there twice by its written name. */
  attribute(name: string, value: string): void {
    const prefix = prefixOf(name);
    if (prefix !== '') {
      const local = name.slice(prefix.length + 1);
      checkLocal(local);
      this.prefixed.push({ prefix, local, value });
      return;
    }
    if (this.plain === NOTHING) this.plain = new Map();
    (this.plain as Map<string, string>).set(name, value);
  }

  /**
   * The attributes with a prefix.
   * @throws XmlRefused for a prefix that is not declared, and for two that mean the same
   */
  qualified(scope: Scope): readonly QualifiedAttribute[] {
    if (this.prefixed.length === 0) return NONE;
    const found = this.prefixed.map(({ prefix, local, value }) => ({
      uri: uriOf(prefix, scope),
      local,
      value,
    }));
    if (found.length > 1) refuseDoubles(found);
    return found;
  }
}

/** Compared by number and not by name: a name of a namespace may be as long as the document. */
function refuseDoubles(attributes: readonly QualifiedAttribute[]): void {
  const numbers = new Map<string, number>();
  const seen = new Set<string>();
  for (const { uri, local } of attributes) {
    const number = numbers.get(uri) ?? numbers.size;
    numbers.set(uri, number);
    const name = `${number} ${local}`;
    if (seen.has(name)) throw refused('attribute given twice');
    seen.add(name);
  }
}

/**
 * The namespace that a prefix of a name stands for; none for names without one when there is no default namespace.
 * @throws XmlRefused for a prefix that is not declared
 */
export function uriOf(prefix: string, scope: Scope): string {
  if (prefix === 'xml') return XML_NAMESPACE;
  const uri = scope.get(prefix);
  if (uri === undefined && prefix !== '') throw refused('namespace prefix not declared');
  return uri ?? '';
}
