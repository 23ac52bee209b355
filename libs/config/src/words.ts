import * as z from 'zod';
import { makeSetting, type Options, type Present } from './presence';
import type { Setting } from './setting';

/** What a text must look like. */
export interface TextPattern {
  /** The text must match it as a whole. */
  readonly pattern: RegExp;
  /** What the pattern means to people, as the end of a sentence: `the name of a header`. */
  readonly rule: string;
}

/** Free text, or text that follows a pattern. */
export type TextOptions = Options<string> &
  (TextPattern | { readonly pattern?: undefined; readonly rule?: undefined });

/** Text of at most 1000 characters without control characters. */
export function text<const O extends TextOptions>(name: string, options: O): Setting<Present<string, O>> {
  const { pattern } = options;
  const whole = pattern && new RegExp(`^(?:${pattern.source})$`, pattern.flags.replace(/[gy]/g, ''));
  const schema = z
    .string()
    .max(1000)
    .regex(/^\P{Cc}*$/u)
    .refine((value) => whole?.test(value) ?? true);
  const rule = options.pattern ? options.rule : 'text of at most 1000 characters';
  return makeSetting(name, { schema, rule }, options);
}

const FLAG_WORDS: Readonly<Record<string, boolean>> = { true: true, on: true, false: false, off: false };

/** `true` or `false`; `on` and `off` mean the same. */
export function flag<const O extends Options<boolean>>(
  name: string,
  options: O,
): Setting<Present<boolean, O>> {
  const schema = z.enum(['true', 'false', 'on', 'off']).transform((word) => FLAG_WORDS[word] === true);
  return makeSetting(name, { schema: schema, rule: 'true or false', quotable: true }, options);
}

/** Some of the words in `of`, in exactly that spelling, each once, with commas between; at least one. */
export function choices<const W extends string, const O extends Options<readonly W[]>>(
  name: string,
  options: O & { readonly of: readonly W[] },
): Setting<Present<readonly W[], O>> {
  const isOneOf = (word: string): word is W => (options.of as readonly string[]).includes(word);
  const schema = z
    .string()
    .transform((value) => value.split(',').map((word) => word.trim()))
    .refine((words): words is W[] => words.every(isOneOf) && new Set(words).size === words.length);
  const rule = `some of ${options.of.join(', ')}, each once, with commas between`;
  const show = (words: readonly W[]): string => words.join(',');
  return makeSetting<readonly W[], O>(name, { schema, rule, show, quotable: true }, options);
}

/** One of a few words. */
export interface ChoiceOptions<W extends string> extends Options<W> {
  readonly of: readonly W[];
}

/** One of the words in `of`, in exactly that spelling. */
export function choice<const W extends string, const O extends ChoiceOptions<W>>(
  name: string,
  options: O & { readonly of: readonly W[] },
): Setting<Present<W, O>> {
  const schema = z.enum(options.of as readonly [W, ...W[]]) as unknown as z.ZodType<W, string>;
  const rule = `one of ${options.of.join(', ')}`;
  return makeSetting<W, O>(name, { schema, rule, quotable: true }, options);
}
