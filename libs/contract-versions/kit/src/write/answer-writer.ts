import type { Kalla } from '@ssbtek/contract';
import type { Fel, NamespaceDeclaration } from '@ssbtek/core';
import { attributeValue, textContent } from '../escape';

/** Prefix of the contract's own elements, as in every schema seen (sources.md 5 #1). */
export const PREFIX = 'ssbt';

/** A piece of somebody's document with the declarations it needs. */
interface Cutting {
  readonly declarations: readonly NamespaceDeclaration[];
  readonly content: Uint8Array;
}

/**
 * Writes an answer's elements in one namespace. Text is collected as a string, cut-out documents are taken as
 * the bytes they are: agency data is never decoded on its way out. No default namespace is ever declared around
 * them, because some agencies' elements have none (sources.md 1.1).
 */
export class AnswerWriter {
  private readonly pieces: Uint8Array[] = [];
  private text = '';

  constructor(
    private readonly namespace: string,
    private readonly kalla: Readonly<Record<Kalla, string>>,
  ) {}

  /** An element around what `content` writes. The outermost one declares the namespace. */
  element(local: string, content: () => void, declare = false): void {
    this.text += `<${PREFIX}:${local}${declare ? declaration(PREFIX, this.namespace) : ''}>`;
    content();
    this.text += `</${PREFIX}:${local}>`;
  }

  /** An element with text. */
  leaf(local: string, text: string): void {
    this.text += `<${PREFIX}:${local}>${textContent(text)}</${PREFIX}:${local}>`;
  }

  /** An element with a document in base64. */
  base64(local: string, { buffer, byteOffset, byteLength }: Uint8Array): void {
    const encoded = Buffer.from(buffer, byteOffset, byteLength).toString('base64');
    this.text += `<${PREFIX}:${local}>${encoded}</${PREFIX}:${local}>`;
  }

  /** An element around a cutting. It gets a prefix of its own where the cutting uses ours for something else. */
  cutting(local: string, { declarations, content }: Cutting): void {
    const scope = new Map(declarations.filter(([prefix]) => prefix !== 'xml'));
    const prefix = freePrefix(scope, this.namespace);
    const own = prefix === PREFIX ? '' : declaration(prefix, this.namespace);
    const carried = [...scope].map(([name, uri]) => declaration(name, uri)).join('');
    this.raw(`<${prefix}:${local}${own}${carried}>`);
    this.bytes(content);
    this.raw(`</${prefix}:${local}>`);
  }

  /** One `error` (seed 7.2): one felmeddelande for each text. */
  error(fel: Fel): void {
    this.element('error', () => {
      this.leaf('kalla', this.kalla[fel.kalla]);
      this.leaf('felkod', fel.felkod);
      for (const text of fel.felmeddelanden) this.leaf('felmeddelande', text);
    });
  }

  /** Markup that is already serialised. */
  raw(markup: string): void {
    this.text += markup;
  }

  /** All that was written, as UTF-8. */
  finish(): Uint8Array {
    this.flush();
    return Buffer.concat(this.pieces);
  }

  private bytes(content: Uint8Array): void {
    this.flush();
    this.pieces.push(content);
  }

  private flush(): void {
    if (this.text === '') return;
    this.pieces.push(Buffer.from(this.text, 'utf8'));
    this.text = '';
  }
}

const declaration = (prefix: string, uri: string): string =>
  ` xmlns${prefix === '' ? '' : `:${prefix}`}="${attributeValue(uri)}"`;

/** Our prefix, or a numbered one where the cutting has bound ours to another namespace. */
function freePrefix(scope: ReadonlyMap<string, string>, namespace: string): string {
  if ((scope.get(PREFIX) ?? namespace) === namespace) return PREFIX;
  let number = 1;
  while (scope.has(`${PREFIX}${number}`)) number += 1;
  return `${PREFIX}${number}`;
}
