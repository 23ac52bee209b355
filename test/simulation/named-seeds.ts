/** A seed that once broke a rule. */
export interface NamedSeed {
  readonly seed: number;
  readonly inquiries: number;
  /** Of the kinds of fault: later ones would make another run of it. */
  readonly edition: number;
  /** What it was. */
  readonly what: string;
}

/** What seeds have found, each in a sentence; they are run for ever. */
export const NAMED_SEEDS: readonly NamedSeed[] = [
  {
    seed: 46,
    inquiries: 100,
    edition: 1,
    what: 'a fault whose own record was waited for left 650 ms after the deadline, when the record of the answer was not taken (I2)',
  },
  {
    seed: 870,
    inquiries: 60,
    edition: 1,
    what: 'an aggregator that came back to more than half of what it may hold read no further, because its joins waited for what it did not read (I11)',
  },
  {
    seed: 23959,
    inquiries: 100,
    edition: 1,
    what: "an aggregator whose view of the broker's clock was half a second late closed joins too late for a deadline of six seconds: no fault of the mesh but a limit of it, which the rule did not know (Q1)",
  },
  {
    seed: 30737,
    inquiries: 100,
    edition: 1,
    what: 'the broker in memory took a commit that had been under way during a rebalance, and an agency was asked twice (I8)',
  },
  {
    seed: 156,
    inquiries: 100,
    edition: 2,
    what: 'an aggregator without the permission to write answers, for a second and a half, gave up every join that closed meanwhile: their callers waited until the deadline (Q1)',
  },
];
