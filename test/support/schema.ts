import { CONTRACT_VERSIONS } from '@ssbtek/contract-versions';
import { compileSchema, type Schema } from '@ssbtek/xml/schema';

const compiled = new Map<string, Schema>();

/** Throws when the content of an answer's Body is not valid against the schema of its version and namespace. */
export function assertValid(answer: string): void {
  const body = /<(?:\w+:)?Body[^>]*>([\s\S]*)<\/(?:\w+:)?Body>/.exec(answer)?.[1];
  const namespace = /hamtaBastjanstInformationResponse[^>]*?xmlns(?::\w+)?="([^"]+)"/.exec(answer)?.[1];
  if (!body || !namespace) throw new Error('not an answer');
  schemaFor(namespace).validate(body);
}

function schemaFor(namespace: string): Schema {
  const known = compiled.get(namespace);
  if (known) return known;
  const version = CONTRACT_VERSIONS.find(({ namespaces }) => namespaces.includes(namespace));
  const entry = Object.entries(version?.files ?? {}).find(([, text]) =>
    text.includes(`targetNamespace="${namespace}"`),
  );
  if (!version || !entry) throw new Error(`no schema for ${namespace}`);
  const schema = compileSchema({ [entry[0]]: entry[1], ...version.files });
  compiled.set(namespace, schema);
  return schema;
}
