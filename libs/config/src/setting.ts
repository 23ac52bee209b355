/** One environment variable: declared once, read at start, documented by generation. */
export interface Setting<T> {
  /** Full name: `SSBTEK_HTTP_PORT`. */
  readonly name: string;
  readonly description: string;
  /** Shown in the documentation and by `--print-config`. */
  readonly defaultText: string;
  /** Masked wherever configuration is shown. */
  readonly secret: boolean;
  /** What a value must be, as the end of a sentence: `a whole number from 0 to 65535`. */
  readonly rule?: string;
  /** The value for what the environment holds (undefined when unset or empty), or a mistake in one sentence. */
  parse(raw: string | undefined): { readonly value: T } | { readonly mistake: string };
}

/** A lib's settings: a record of declarations, read together. */
export type Settings = Readonly<Record<string, Setting<unknown>>>;

/** The values of a record of declarations. */
export type Values<S extends Settings> = {
  readonly [K in keyof S]: S[K] extends Setting<infer T> ? T : never;
};

/** Environment variables, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;
