/** What is measured beside each other: this checkout, what it is compared with, nine bare processes. */
export type SideName = 'here' | 'other' | 'floor';

/** One side's turn: it is started, measured and stopped before the next one begins. */
export interface Turn {
  readonly side: SideName;
  /** From 1. */
  readonly round: number;
}

/** Every side once a round, each round in the opposite order of the one before: whatever drifts hits all alike. */
export const turns = (sides: readonly SideName[], rounds: number): readonly Turn[] =>
  Array.from({ length: rounds }, (_, index) =>
    (index % 2 === 0 ? sides : sides.toReversed()).map((side) => ({ side, round: index + 1 })),
  ).flat();
