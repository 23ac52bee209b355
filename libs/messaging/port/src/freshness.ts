import { MAX_BUDGET_MS } from '@ssbtek/core';
import type { Incoming } from './bus';
import type { Routing } from './codec/headers';

/** How far the clocks of brokers, as their clients have learned them, may lie apart, and an append be late, ms. */
const TOLERANCE_MS = 2000;

/** A message that is authentic and not to be acted on. `reason` is a fixed word. */
export class UntimelyMessage extends Error {
  constructor(readonly reason: 'stale' | 'implausible') {
    super(`untimely message: ${reason}`);
    this.name = 'UntimelyMessage';
  }
}

type Appended = Pick<Incoming, 'appendedAt'>;
type Asked = Pick<Routing, 'askedAt' | 'budgetMs'>;

/** After this, in the broker's clock, nobody waits for an answer to the inquiry, whenever its message was appended. */
export const nobodyWaitsAfter = ({ askedAt, budgetMs }: Asked): number => askedAt + TOLERANCE_MS + budgetMs;

/** When the composite leaves, in the broker's clock: the budget after the append, which a copy cannot put off. */
export const deadlineOf = ({ appendedAt }: Appended, routing: Asked): number =>
  Math.min(appendedAt + routing.budgetMs, nobodyWaitsAfter(routing));

/** True for what was appended when nobody waited any more: the mesh asks nothing so late, a copy does. */
export const isStale = ({ appendedAt }: Appended, routing: Asked): boolean =>
  appendedAt > nobodyWaitsAfter(routing);

/**
 * Passes what was written while somebody waited. What is only read too late, after an outage, passes as well:
 * {@link deadlineOf} tells.
 * @throws UntimelyMessage for a late copy, for more time than any inquiry has, and for a question of tomorrow
 */
export function checkTimely(message: Appended, routing: Asked): void {
  const tooMuch = routing.budgetMs > MAX_BUDGET_MS;
  if (tooMuch || routing.askedAt > message.appendedAt + TOLERANCE_MS)
    throw new UntimelyMessage('implausible');
  if (isStale(message, routing)) throw new UntimelyMessage('stale');
}
