/** A seed that once broke a rule. */
export interface NamedSeed {
  readonly seed: number;
  readonly inquiries: number;
  /** What it was. */
  readonly what: string;
}

/** What seeds have found, each in a sentence; they are run for ever. */
export const NAMED_SEEDS: readonly NamedSeed[] = [
  {
    seed: 46,
    inquiries: 100,
    what: 'a fault whose own record was waited for left 650 ms after the deadline, when the record of the answer was not taken (I2)',
  },
  {
    seed: 870,
    inquiries: 60,
    what: 'an aggregator that came back to more than half of what it may hold read no further, because its joins waited for what it did not read (I11)',
  },
];
