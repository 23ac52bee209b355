import * as z from 'zod';
import { makeSetting, type Options, type Present } from './presence';
import type { Setting } from './setting';

/** Bounds of a number, both included. */
export interface NumberOptions extends Options<number> {
  readonly min: number;
  readonly max: number;
  /** `ms`, `bytes`: shown in the rule. */
  readonly unit?: string;
}

const bounds = (o: NumberOptions): string => `from ${o.min} to ${o.max}${o.unit ? ` (${o.unit})` : ''}`;

const schemaOf = (pattern: RegExp, { min, max }: NumberOptions): z.ZodType<number, string> =>
  z.string().regex(pattern).transform(Number).pipe(z.number().min(min).max(max));

/** A whole number. */
export function integer<const O extends NumberOptions>(
  name: string,
  options: O,
): Setting<Present<number, O>> {
  const schema = schemaOf(/^-?[0-9]{1,15}$/, options);
  return makeSetting(name, { schema, rule: `a whole number ${bounds(options)}`, quotable: true }, options);
}

/** A number with an optional fraction, decimal point. */
export function decimal<const O extends NumberOptions>(
  name: string,
  options: O,
): Setting<Present<number, O>> {
  const schema = schemaOf(/^-?[0-9]{1,15}(\.[0-9]{1,15})?$/, options);
  return makeSetting(name, { schema, rule: `a number ${bounds(options)}`, quotable: true }, options);
}
