import {
  XmlBufferInputProvider,
  XmlDocument,
  XmlError,
  xmlRegisterInputProvider,
  XsdValidator,
} from 'libxml2-wasm';
import { XmlRefused } from './refused';
import { schemaRefusal } from './schema-rules';
import { firstFinding } from './validator';

/** A compiled XML Schema. */
export interface Schema {
  /**
   * @param xml the source of a document that passed the gate; an encoding it declares is ignored
   * @throws XmlRefused with reason `schema`, the element at fault and the rule, never a value
   */
  validate(xml: string): void;
  dispose(): void;
}

/** One for the process: libxml2 has room for few, and an include may find only what is being compiled. */
const files = new XmlBufferInputProvider({});
xmlRegisterInputProvider(files);
let compiled = 0;

/**
 * Compiles a schema once. `documents` are the schema documents by the names they use in schemaLocation; the
 * first one is the entry. Nothing is ever fetched.
 * @throws Error when a document is missing or the schema is wrong: a mistake in the program, not in its input
 */
export function compileSchema(documents: Readonly<Record<string, string>>): Schema {
  const [entry] = Object.entries(documents);
  if (!entry) throw new Error('a schema needs at least one document');
  refuseMissing(documents, entry[0]);
  const base = `schema:///${++compiled}/`;
  for (const [name, text] of Object.entries(documents))
    files.addBuffer(base + name, Buffer.from(text, 'utf8'));
  try {
    using document = XmlDocument.fromString(entry[1], { url: base + entry[0], encoding: 'utf-8' });
    return new CompiledSchema(XsdValidator.fromDoc(document), namesIn(documents));
  } finally {
    for (const name of Object.keys(documents)) files.removeBuffer(base + name);
  }
}

class CompiledSchema implements Schema {
  constructor(
    private readonly validator: XsdValidator,
    private readonly names: ReadonlySet<string>,
  ) {}

  validate(xml: string): void {
    using document = parse(xml);
    const finding = firstFinding(this.validator, document);
    if (finding) throw schemaRefusal(finding, this.names);
  }

  dispose(): void {
    this.validator.dispose();
  }
}

/** As bytes: the library would encode a text character by character. */
function parse(xml: string): XmlDocument {
  try {
    return XmlDocument.fromBuffer(Buffer.from(xml, 'utf8'), { encoding: 'utf-8' });
  } catch (error) {
    if (error instanceof XmlError) throw new XmlRefused('not-well-formed');
    throw error;
  }
}

/** libxml2 only warns when an import cannot be loaded, and the schema then lets more in than it should. */
function refuseMissing(documents: Readonly<Record<string, string>>, entry: string): void {
  const reached = new Set([entry]);
  for (const name of reached) {
    const text = documents[name];
    if (text === undefined) throw new Error(`schema document missing: ${name}`);
    for (const [, next = ''] of text.matchAll(/\sschemaLocation\s*=\s*["']([^"']+)["']/g)) reached.add(next);
  }
}

/** Names the schema declares: only these may be told to a caller, since any other comes from the document. */
function namesIn(documents: Readonly<Record<string, string>>): ReadonlySet<string> {
  const all = Object.values(documents).flatMap((text) => [
    ...text.matchAll(/\sname\s*=\s*["']([^"']+)["']/g),
  ]);
  return new Set(all.map(([, name = '']) => name));
}
