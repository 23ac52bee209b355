import { AGENCIES } from './rules/agencies.ts';
import { OUTER } from './rules/outer.ts';
import type { Rule } from './rules/rule.ts';
import { WAYS_IN } from './rules/ways-in.ts';

export type { Rule } from './rules/rule.ts';

/** Every rule of the contract (sources.md 1.3 to 1.7, 2 and 3), with how its tests are found. */
export const RULES: readonly Rule[] = [...OUTER, ...AGENCIES, ...WAYS_IN];
