import type * as z from 'zod';
import type { Setting } from './setting';

/** What every builder takes besides its own rule. */
export interface Options<T> {
  readonly description: string;
  /** Value when the variable is unset. Without it the value is undefined then, unless `required`. */
  readonly default?: T | undefined;
  /** Unset is a mistake. */
  readonly required?: boolean;
  /** Where the value comes from when unset, for people: `0.8 of SSBTEK_DEADLINE_MS`. */
  readonly derived?: string;
  /** Never shown anywhere, mistakes included. */
  readonly secret?: boolean;
}

/** `T` when the options say that a value always exists, else `T | undefined`. */
export type Present<T, O> = O extends { readonly default: T } | { readonly required: true }
  ? T
  : T | undefined;

/** How a kind of value is read and described. */
export interface Kind<T> {
  /** From the text of the variable to the value. */
  readonly schema: z.ZodType<T, string>;
  readonly rule: string;
  /** Text of a default value; `String` when left out. */
  readonly show?: (value: T) => string;
  /** The text that was given may be repeated in a mistake: only for kinds that cannot hold anything private. */
  readonly quotable?: boolean;
}

const MAX_QUOTED = 40;

/** What is wrong, without repeating what may be private. */
function mistake<T>(name: string, raw: string, kind: Kind<T>, options: Options<T>): string {
  const quoted = kind.quotable && !options.secret && raw.length <= MAX_QUOTED;
  return `${name} must be ${kind.rule}${quoted ? `, not ${JSON.stringify(raw)}` : ''}.`;
}

function defaultText<T>(kind: Kind<T>, options: Options<T>): string {
  if (options.default !== undefined) {
    return options.secret ? '(secret)' : (kind.show ?? String)(options.default);
  }
  return options.derived ?? (options.required ? '(required)' : '(unset)');
}

/** A setting of one kind. White space around the text does not count; empty is the same as unset. */
export function makeSetting<T, O extends Options<T>>(
  name: string,
  kind: Kind<T>,
  options: O,
): Setting<Present<T, O>> {
  return {
    name,
    description: options.description,
    defaultText: defaultText<T>(kind, options),
    secret: options.secret ?? false,
    rule: kind.rule,
    parse: (given) => {
      const raw = given?.trim() ?? '';
      if (raw === '') {
        if (options.required && options.default === undefined)
          return { mistake: `${name} must be set to ${kind.rule}.` };
        return { value: options.default as Present<T, O> };
      }
      const result = kind.schema.safeParse(raw);
      return result.success
        ? { value: result.data as Present<T, O> }
        : { mistake: mistake<T>(name, raw, kind, options) };
    },
  };
}
