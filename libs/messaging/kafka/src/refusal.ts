import { KafkaJSAggregateError, KafkaJSError } from 'kafkajs';
import { MessageRefused, type RefusalReason } from '@ssbtek/messaging';

/** Answers of the broker that another try does not change. */
const REASONS: Readonly<Record<string, RefusalReason>> = {
  MESSAGE_TOO_LARGE: 'too-large',
  RECORD_LIST_TOO_LARGE: 'too-large',
  TOPIC_AUTHORIZATION_FAILED: 'not-allowed',
  CLUSTER_AUTHORIZATION_FAILED: 'not-allowed',
  GROUP_AUTHORIZATION_FAILED: 'not-allowed',
  INVALID_TOPIC_EXCEPTION: 'refused',
  INVALID_RECORD: 'refused',
  POLICY_VIOLATION: 'refused',
};

/** Names of errors that say: no broker there. */
const CONNECTION = /^KafkaJS(Connection|BrokerNotFound|RequestTimeout|NoBrokerAvailable|LockTimeout|SASL)/;

const causeOf = (error: unknown): unknown =>
  error instanceof KafkaJSError && error.cause instanceof Error ? causeOf(error.cause) : error;

/** The refusal that an error means; undefined when another try may do. */
export function refusalOf(error: unknown): MessageRefused | undefined {
  const { type } = causeOf(error) as { type?: unknown };
  const reason = typeof type === 'string' ? REASONS[type] : undefined;
  return reason && new MessageRefused(reason);
}

/** True when the broker refused for want of a permission. */
export function isNotAllowed(error: unknown): boolean {
  if (error instanceof KafkaJSAggregateError) return error.errors.some(isNotAllowed);
  return refusalOf(error)?.reason === 'not-allowed';
}

/** True when an error is about the connection, not about what was sent. */
export function isConnectionError(error: unknown): boolean {
  const cause = causeOf(error);
  return (
    !(cause instanceof KafkaJSError) ||
    CONNECTION.test(cause.name) ||
    cause.message.startsWith('The producer is dis')
  );
}
