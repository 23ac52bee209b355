import { randomBytes } from 'node:crypto';
import { NONCE_BYTES, protect, type AnswerFacts, type AuditContent, type AuditKeys } from '@ssbtek/audit';
import { AUDIT_TOPIC, settledWithin, type MessageBus } from '@ssbtek/messaging';
import { countFromZero, type Telemetry } from '@ssbtek/telemetry';
import { Tally } from './tally';
import { AuditTrail } from './trail';

/** The longest that an answer waits for its record, ms. */
const WRITE_TIMEOUT_MS = 900;
/** The longest that a fault waits for its record, ms; it leaves in any case. */
const NOTE_WAIT_MS = 250;
const CLOSE_TIMEOUT_MS = 3000;
const CHAIN_BYTES = 16;

/** Puts each answer into the audit trail before it leaves (ADR 15). */
export interface Auditor {
  /** Why answers cannot be recorded at this moment, a sentence of fixed words each; empty when they can. */
  lacks(): readonly string[];
  /** True once the answer is recorded, within `leftMs`. False: it must not leave. */
  write(facts: AnswerFacts, leftMs: number): Promise<boolean>;
  /** Records a fault, and waits a moment for it while the bus is there, at most `leftMs`. */
  note(facts: AnswerFacts, leftMs?: number): Promise<void>;
  /** Counts somebody whom nobody knows and who was turned away; the trail gets a sum for each reason and minute. */
  turnedAway(reason: string): void;
  close(): Promise<void>;
}

/** Where `SSBTEK_AUDIT=off` was said. */
export const NO_AUDITOR: Auditor = {
  lacks: () => [],
  write: () => Promise.resolve(true),
  note: () => Promise.resolve(),
  turnedAway: () => undefined,
  close: () => Promise.resolve(),
};

/**
 * An auditor with a chain of its own.
 * @param random makes so many bytes that nobody can foresee
 */
export function auditor(
  keys: AuditKeys,
  bus: MessageBus,
  instance: string,
  telemetry: Telemetry,
  random: (bytes: number) => Buffer = randomBytes,
): Auditor {
  const { metrics, log } = telemetry;
  const key = keys.active;
  countFromZero(metrics, 'audit_records_total');
  const trail = new AuditTrail({
    bus,
    key,
    chain: random(CHAIN_BYTES).toString('hex'),
    instance,
    count: (result) => metrics.count('audit_records_total', { result }),
    stuck: (reason) =>
      log.error('audit records are not taken: no question is asked', { topic: AUDIT_TOPIC, reason }),
    moving: () => log.info('audit records are taken again', { topic: AUDIT_TOPIC }),
  });
  const tally = new Tally((sum) => {
    trail.remark(sum);
    log.info('callers turned away', { reason: sum.reason, count: sum.count });
  });
  // At once: what waits for the bus holds nothing personal.
  const safe = (facts: AnswerFacts): AuditContent => protect(facts, key, random(NONCE_BYTES));
  return {
    lacks: () => trail.lacks(),
    write: (facts, leftMs) => trail.write(safe(facts), Math.min(leftMs, WRITE_TIMEOUT_MS)),
    async note(facts, leftMs = NOTE_WAIT_MS) {
      const noted = trail.note(safe(facts));
      if (bus.connected() && leftMs > 0) await settledWithin(noted, Math.min(leftMs, NOTE_WAIT_MS));
    },
    turnedAway: (reason) => tally.add(reason),
    close: () => {
      tally.close();
      return trail.close(CLOSE_TIMEOUT_MS);
    },
  };
}
