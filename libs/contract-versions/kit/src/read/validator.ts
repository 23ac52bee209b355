import type { XmlDocument, XmlElement } from '@ssbtek/xml';
import { compileSchema, type Schema } from '@ssbtek/xml/schema';
import type { VersionSpec } from '../spec';
import { refusing } from './refuse';
import { standalone } from './standalone';

/** Validates a question against the schema of the namespace it is in. */
export interface Validator {
  /** @throws QuestionRefused naming the element and the rule, never a value */
  validate(document: XmlDocument, operation: XmlElement): void;
  /** Compiles the schema of a namespace before a question in it comes. */
  warm(namespace: string): void;
}

/** Compiles each namespace's schema once: when told to, or when the first question in it comes. */
export function validatorOf(spec: VersionSpec): Validator {
  const compiled = new Map<string, Schema>();
  const schemaOf = (uri: string): Schema => {
    const schema = compiled.get(uri) ?? compileSchema(schemaFiles(spec, uri));
    compiled.set(uri, schema);
    return schema;
  };
  return {
    validate(document, operation) {
      const schema = schemaOf(operation.uri);
      refusing(() => schema.validate(standalone(document, operation)));
    },
    warm: (namespace) => void schemaOf(namespace),
  };
}

/** The schema documents of a namespace, the entry first, as the compiler wants them. */
export function schemaFiles(
  { namespaces, files }: Pick<VersionSpec, 'namespaces' | 'files'>,
  uri: string,
): Record<string, string> {
  const entry = namespaces.find((namespace) => namespace.uri === uri)?.schema;
  const text = entry === undefined ? undefined : files[entry];
  if (entry === undefined || text === undefined) throw new Error(`no schema document for ${uri}`);
  return { [entry]: text, ...files };
}
