import { integer, type Values } from '@ssbtek/config';
import { AGENCY_SHARE, AGGREGATOR_SHARE, defaultBudget, MAX_BUDGET_MS } from '@ssbtek/core';

const DEADLINE = 'SSBTEK_DEADLINE_MS';

/** The nested time budgets (architecture 4). All but the first follow from it when unset. */
export const timeSettings = {
  deadlineMs: integer(DEADLINE, {
    default: 25_000,
    min: 200,
    max: MAX_BUDGET_MS,
    unit: 'ms',
    description: 'The ingress answers at the latest this long after it has taken a question.',
  }),
  aggregatorDeadlineMs: integer('SSBTEK_AGGREGATOR_DEADLINE_MS', {
    min: 100,
    max: MAX_BUDGET_MS,
    unit: 'ms',
    derived: `${AGGREGATOR_SHARE} of ${DEADLINE}`,
    description:
      'The composite leaves the aggregator at the latest this long after the question was published.',
  }),
  connectTimeoutMs: integer('SSBTEK_CONNECT_TIMEOUT_MS', {
    min: 10,
    max: 60_000,
    unit: 'ms',
    derived: `the smaller of 2000 and a quarter of ${DEADLINE}`,
    description: 'Time for connecting to an agency, TLS included.',
  }),
};

/** The time settings with every derived value filled in, ms. */
export interface TimeValues {
  readonly ingressMs: number;
  readonly aggregatorMs: number;
  readonly connectMs: number;
  readonly agencyMs: number;
}

/** Fills in what was left out. `agencyMs` is this agency's own setting, where there is one. */
export function timeValues(values: Values<typeof timeSettings>, agencyMs?: number): TimeValues {
  const defaults = defaultBudget(values.deadlineMs);
  return {
    ingressMs: values.deadlineMs,
    aggregatorMs: values.aggregatorDeadlineMs ?? defaults.aggregatorMs,
    connectMs: values.connectTimeoutMs ?? defaults.connectMs,
    agencyMs: agencyMs ?? defaults.agencyMs,
  };
}

/** One sentence per pair of settings that cannot work together (architecture 4). */
export function timeMistakes(
  { ingressMs, aggregatorMs, connectMs, agencyMs }: TimeValues,
  agencyName: string,
): string[] {
  const mistakes: string[] = [];
  const below = (name: string, ms: number, limit: string, limitMs: number): void => {
    if (ms >= limitMs) mistakes.push(`${name} (${ms} ms) must be shorter than ${limit} (${limitMs} ms).`);
  };
  below('SSBTEK_AGGREGATOR_DEADLINE_MS', aggregatorMs, DEADLINE, ingressMs);
  below(agencyName, agencyMs, 'SSBTEK_AGGREGATOR_DEADLINE_MS', aggregatorMs);
  below('SSBTEK_CONNECT_TIMEOUT_MS', connectMs, agencyName, agencyMs);
  return mistakes;
}

/** How an agency's time budget is called when no particular agency is meant. */
export const ANY_AGENCY_TIMEOUT = `an agency's time budget (${AGENCY_SHARE} of ${DEADLINE})`;
