import type { Outgoing } from './bus';
import { AUDIT_TOPIC } from './topics';

/** Event type of audit records. */
export const AUDIT_EVENT = 'ssbtek.audit.records';

/**
 * Records of one chain that were ready at the same time, a line each: in one message they cannot change places. The
 * chain is the key, so all of it lies in one partition.
 * @param first sequence of the first record
 */
export const auditMessage = (chain: string, first: number, lines: readonly string[]): Outgoing => ({
  topic: AUDIT_TOPIC,
  key: chain,
  headers: {
    ce_specversion: '1.0',
    ce_id: `${chain}/${first}`,
    ce_source: '/ssbtek/ingress',
    ce_type: AUDIT_EVENT,
  },
  value: new TextEncoder().encode(lines.map((line) => `${line}\n`).join('')),
});

/** The lines of a message of {@link auditMessage}. */
export const auditLines = (value: Uint8Array): readonly string[] =>
  new TextDecoder().decode(value).split('\n').filter(Boolean);
