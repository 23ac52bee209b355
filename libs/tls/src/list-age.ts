import { NO_REVOCATIONS, type Revocations } from '@ssbtek/certificates';
import type { Telemetry } from '@ssbtek/telemetry';

const LOOK_EVERY_MS = 60_000;
/** Lists that are out of date are told of again so often, ms. */
const REPEAT_MS = 60 * 60_000;

/** Tells how old the revocation lists of one end are. */
export interface ListAge {
  /** From now on of these. */
  follow(revocations: Revocations): void;
  close(): void;
}

/**
 * Shows in `crl_next_update_timestamp_seconds` when the first of the lists in force is out of date; once it is, and
 * every hour from then on, the log says so. An end without lists shows nothing.
 */
export function tellOfLists({ metrics, log }: Telemetry, certificate: string): ListAge {
  let current = NO_REVOCATIONS;
  let toldAt = -Infinity;
  const look = (): void => {
    const { nextUpdate } = current;
    if (nextUpdate === undefined || Date.now() <= nextUpdate || Date.now() - toldAt < REPEAT_MS) return;
    toldAt = Date.now();
    log.error('a revocation list is out of date', { reason: certificate });
  };
  const timer = setInterval(look, LOOK_EVERY_MS).unref();
  metrics.gaugeFrom('crl_next_update_timestamp_seconds', () => {
    const { nextUpdate } = current;
    return nextUpdate === undefined ? [] : [{ value: nextUpdate / 1000, labels: { certificate } }];
  });
  return {
    follow: (revocations) => {
      current = revocations;
      toldAt = -Infinity;
      look();
    },
    close: () => clearInterval(timer),
  };
}
