/** A schema as a CustomResourceDefinition has it: OpenAPI's, with words of Kubernetes. */
export interface OpenApiSchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, OpenApiSchema>>;
  readonly items?: OpenApiSchema;
  readonly additionalProperties?: OpenApiSchema | boolean;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly [word: string]: unknown;
}

/** The part of a CustomResourceDefinition that is read. */
export interface CustomResourceDefinition {
  readonly kind: string;
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly {
      readonly name: string;
      readonly served: boolean;
      readonly schema?: { readonly openAPIV3Schema?: OpenApiSchema };
    }[];
  };
}

/** A JSON schema, and the name that it is looked up by. */
export interface NamedSchema {
  readonly name: string;
  readonly schema: object;
}

/** The schemas of each version that is served. */
export const schemasOf = ({ spec }: CustomResourceDefinition): readonly NamedSchema[] =>
  spec.versions
    .filter(({ served }) => served)
    .map(({ name, schema }) => ({
      name: `${spec.group}/${spec.names.kind.toLowerCase()}_${name}.json`,
      schema: strict(withIdentity(schema?.openAPIV3Schema ?? {})),
    }));

/** An API server adds these to every kind by itself. */
const withIdentity = (schema: OpenApiSchema): OpenApiSchema => ({
  ...schema,
  properties: {
    ...schema.properties,
    apiVersion: { type: 'string' },
    kind: { type: 'string' },
    metadata: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
  },
});

/** An API server drops fields that it does not know, so a slip is silence there; here it is a mistake. */
export function strict(schema: OpenApiSchema): OpenApiSchema {
  if (schema['x-kubernetes-int-or-string']) {
    const { type: _, ...rest } = schema;
    return { ...rest, type: ['string', 'integer'] as unknown as string };
  }
  const { properties, items, additionalProperties: further } = schema;
  const closed = properties && !further && !schema['x-kubernetes-preserve-unknown-fields'];
  return {
    ...schema,
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([key, inner]) => [key, strict(inner)])),
    }),
    ...(items && { items: strict(items) }),
    ...(typeof further === 'object' && { additionalProperties: strict(further) }),
    ...(closed && { additionalProperties: false }),
  };
}
