/** One rule of the contract, and how its tests are found. */
export interface Rule {
  /** Stable: `1.3-04`. */
  readonly id: string;
  /** What must hold, in words of our own. */
  readonly rule: string;
  /** Where it stands: `sources.md 1.3`, `seed 6.2`. */
  readonly source: string;
  /** Whether it is reasoned rather than found. */
  readonly guess: boolean;
  /** Each matches `file title` of a test that names a source, so `af\.spec.*› From`. All of them must be found. */
  readonly tests: readonly RegExp[];
}

/** `[rule, source, tests]`, or `[rule, source, tests, 'guess']`. */
export type RuleRow = readonly [
  rule: string,
  source: string,
  tests: RegExp | readonly RegExp[],
  guess?: 'guess',
];

/** Numbers the rows of one chapter. */
export const rulesOf = (chapter: string, rows: readonly RuleRow[]): readonly Rule[] =>
  rows.map(([rule, source, tests, guess], index) => ({
    id: `${chapter}-${String(index + 1).padStart(2, '0')}`,
    rule,
    source,
    guess: guess === 'guess',
    tests: tests instanceof RegExp ? [tests] : tests,
  }));
