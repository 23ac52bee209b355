import { AuthenticationError, MultipleErrors, ProtocolError, TimeoutError } from '@platformatic/kafka';
import { isNotAllowed, KafkaTrouble } from '@ssbtek/messaging-kafka/driver';

/** Answers that are acted upon here as a matter of course: groups that move, leaders that change. */
export const ROUTINE: ReadonlySet<string> = new Set([
  'REBALANCE_IN_PROGRESS',
  'MEMBER_ID_REQUIRED',
  'UNKNOWN_MEMBER_ID',
  'ILLEGAL_GENERATION',
  'NOT_COORDINATOR',
  'COORDINATOR_NOT_AVAILABLE',
  'COORDINATOR_LOAD_IN_PROGRESS',
  'LEADER_NOT_AVAILABLE',
  'NOT_LEADER_OR_FOLLOWER',
  'TOPIC_ALREADY_EXISTS',
]);

/** Answers that say: somebody else leads this partition now, or nobody yet. Ask who, and try again. */
export const STALE: ReadonlySet<string> = new Set([
  'UNKNOWN_TOPIC_OR_PARTITION',
  'LEADER_NOT_AVAILABLE',
  'NOT_LEADER_OR_FOLLOWER',
  'FENCED_LEADER_EPOCH',
  'UNKNOWN_LEADER_EPOCH',
  'REPLICA_NOT_AVAILABLE',
  'OFFSET_NOT_AVAILABLE',
  'KAFKA_STORAGE_ERROR',
]);

/** What an error of the library, or of a socket below it, is about. */
export function troubleIn(error: unknown, broker?: string): KafkaTrouble {
  if (error instanceof KafkaTrouble) return error;
  if (!(error instanceof Error)) return new KafkaTrouble('UNKNOWN', true, broker);
  if (error instanceof ProtocolError) return new KafkaTrouble(String(error['apiId']), false, broker);
  if (error instanceof MultipleErrors) {
    const all = error.errors.map((one) => troubleIn(one, broker));
    return all.find(isNotAllowed) ?? all[0] ?? new KafkaTrouble(error.name, true, broker);
  }
  const cause = error.cause instanceof Error ? troubleIn(error.cause, broker) : undefined;
  if (error instanceof AuthenticationError)
    return new KafkaTrouble(cause?.code ?? 'SASL_AUTHENTICATION_FAILED', true, broker);
  if (cause) return cause;
  if (error instanceof TimeoutError) return new KafkaTrouble('ETIMEDOUT', true, broker);
  const { code } = error as { code?: unknown };
  return new KafkaTrouble(typeof code === 'string' ? code : error.name, true, broker);
}

/** True when the login was refused, by whatever error says so. */
export function isLoginRefused(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error instanceof AuthenticationError || isLoginRefused(error.cause);
}
