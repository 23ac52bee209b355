import { MessageRefused, type Incoming, type Outgoing } from './bus';
import { UnreadableMessage } from './codec/sealer';
import { UntimelyMessage } from './freshness';
import { DEAD_LETTER_TOPIC } from './topics';

/** Headers of a dead letter. Coordinates only: neither payload nor error text, both may be about a person. */
export const DEAD_LETTER_HEADER = {
  reason: 'ssbtek_reason',
  topic: 'ssbtek_topic',
  partition: 'ssbtek_partition',
  offset: 'ssbtek_offset',
  group: 'ssbtek_group',
  tries: 'ssbtek_tries',
} as const;

/** Event type of a dead letter. */
export const DEAD_LETTER_EVENT = 'ssbtek.dead-letter';

/** Why a message became a dead letter. */
export const DEAD_LETTER_REASONS = [
  'unreadable',
  'stale',
  'implausible',
  'refused',
  'handler-failed',
] as const;
export type DeadLetterReason = (typeof DEAD_LETTER_REASONS)[number];

/** One word for what a handler rejected with; the error's own text stays out. */
export function deadLetterReason(error: unknown): DeadLetterReason {
  if (error instanceof UntimelyMessage) return error.reason;
  if (error instanceof UnreadableMessage) return 'unreadable';
  return error instanceof MessageRefused ? 'refused' : 'handler-failed';
}

/** True when it is the message itself that is wrong: another try would end in the same way. */
export const isFinal = (error: unknown): boolean =>
  error instanceof UnreadableMessage || error instanceof UntimelyMessage;

/** The dead letter of a message (architecture 3): where to find it while it is kept, and why it was given up. */
export function deadLetter(
  message: Incoming,
  group: string,
  tries: number,
  reason: DeadLetterReason,
): Outgoing {
  const { topic, partition, offset, key } = message;
  const facts = {
    reason,
    topic,
    partition: String(partition),
    offset: String(offset),
    group,
    tries: String(tries),
  };
  const headers = Object.entries(facts).map(([name, value]) => [
    DEAD_LETTER_HEADER[name as keyof typeof DEAD_LETTER_HEADER],
    value,
  ]);
  return {
    topic: DEAD_LETTER_TOPIC,
    key,
    headers: {
      ce_specversion: '1.0',
      ce_id: `${topic}/${partition}/${offset}/${group}`,
      ce_source: `/ssbtek/${group}`,
      ce_type: DEAD_LETTER_EVENT,
      ...(Object.fromEntries(headers) as Record<string, string>),
    },
    value: new TextEncoder().encode(JSON.stringify(facts)),
  };
}
