import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { NONCE_BYTES, protect, type AnswerFacts, type AuditContent, type AuditKeys } from '@ssbtek/audit';
import type { MessageBus } from '@ssbtek/messaging';
import type { Telemetry } from '@ssbtek/telemetry';
import { AuditTrail } from './trail';

/** The longest that an answer waits for its record, ms. */
const WRITE_TIMEOUT_MS = 900;
/** The longest that a fault waits for its record, ms; it leaves in any case. */
const NOTE_WAIT_MS = 250;
const CLOSE_TIMEOUT_MS = 3000;
const CHAIN_BYTES = 16;

/** Puts each answer into the audit trail before it leaves (quality-bar, Security). */
export interface Auditor {
  /** Whether answers can be recorded. */
  ready(): boolean;
  /** True once the answer is recorded, within `leftMs`. False: it must not leave. */
  write(facts: AnswerFacts, leftMs: number): Promise<boolean>;
  /** Records a fault, and waits a moment for it while the bus is there. */
  note(facts: AnswerFacts): Promise<void>;
  close(): Promise<void>;
}

/** Where `SSBTEK_AUDIT=off` was said. */
export const NO_AUDITOR: Auditor = {
  ready: () => true,
  write: () => Promise.resolve(true),
  note: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

/** An auditor with a chain of its own. */
export function auditor(keys: AuditKeys, bus: MessageBus, instance: string, telemetry: Telemetry): Auditor {
  const { metrics } = telemetry;
  const key = keys.active;
  const trail = new AuditTrail({
    bus,
    key,
    chain: randomBytes(CHAIN_BYTES).toString('hex'),
    instance,
    count: (result) => metrics.count('audit_records_total', { result }),
  });
  // At once: what waits for the bus holds nothing personal.
  const safe = (facts: AnswerFacts): AuditContent => protect(facts, key, randomBytes(NONCE_BYTES));
  return {
    ready: () => trail.ready(),
    write: (facts, leftMs) => trail.write(safe(facts), Math.min(leftMs, WRITE_TIMEOUT_MS)),
    async note(facts) {
      const noted = trail.note(safe(facts));
      if (bus.connected()) await Promise.race([noted, sleep(NOTE_WAIT_MS, undefined, { ref: false })]);
    },
    close: () => trail.close(CLOSE_TIMEOUT_MS),
  };
}
