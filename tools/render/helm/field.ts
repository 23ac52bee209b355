/** Part of a JSON schema (draft 7, which every Helm reads). */
export type Schema = Readonly<Record<string, unknown>>;

/** One value of the chart: what it means, what it is when nobody sets it, what it may be. */
export interface Leaf {
  readonly description: string;
  /** Undefined: may be set, but does not stand in values.yaml. */
  readonly default: unknown;
  readonly schema: Schema;
}

/** Values that belong together. */
export interface Group {
  readonly description: string;
  readonly fields: Fields;
}

export type Field = Leaf | Group;

/** Values by key, in the order of values.yaml. */
export type Fields = Readonly<Record<string, Field>>;

export const isGroup = (field: Field): field is Group => 'fields' in field;

export const group = (description: string, fields: Fields): Group => ({ description, fields });

const leaf =
  (schema: Schema) =>
  (description: string, value: unknown, more: Schema = {}): Leaf => ({
    description,
    default: value,
    schema: { ...schema, ...more },
  });

export const text = leaf({ type: 'string' });
export const flag = leaf({ type: 'boolean' });
export const list = leaf({ type: 'array' });
/** YAML that the chart hands on to Kubernetes, which checks it. */
export const object = leaf({ type: 'object' });
/** A whole number; at least 1 unless said otherwise. */
export const whole = leaf({ type: 'integer', minimum: 1 });
export const choice = (description: string, value: string, of: readonly string[]): Leaf =>
  text(description, value, { enum: of });

/** Values as Helm sees them when nobody sets any. */
export const defaultsOf = (fields: Fields): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([key, field]) => {
      if (isGroup(field)) {
        const under = defaultsOf(field.fields);
        return Object.keys(under).length === 0 ? [] : [[key, under]];
      }
      return field.default === undefined ? [] : [[key, field.default]];
    }),
  );

/** Dotted path of every value with what is known about it, in order; what its group means where it says nothing. */
export const leavesOf = (
  fields: Fields,
  under = '',
  meaning = '',
): readonly (readonly [path: string, leaf: Leaf])[] =>
  Object.entries(fields).flatMap(([key, field]) => {
    const description = field.description || meaning;
    return isGroup(field)
      ? leavesOf(field.fields, `${under}${key}.`, description)
      : [[`${under}${key}`, { ...field, description }] as const];
  });

/** The same fields, none of them with a default: for what takes the place of another value. */
export const withoutDefaults = (fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields).map(([key, field]) => [
      key,
      isGroup(field) ? { ...field, fields: withoutDefaults(field.fields) } : { ...field, default: undefined },
    ]),
  );

/** Schema of values: these keys and no others, none of them needed. */
export const schemaOf = (fields: Fields): Schema => ({
  type: 'object',
  additionalProperties: false,
  properties: Object.fromEntries(
    Object.entries(fields).map(([key, field]) => [
      key,
      {
        ...(field.description && { description: field.description }),
        ...(isGroup(field) ? schemaOf(field.fields) : field.schema),
      },
    ]),
  ),
});
