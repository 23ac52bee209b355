import { MessageRefused, type RefusalReason } from '@ssbtek/messaging';
import { troubleOf } from './trouble';

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

/** The refusal that an error means; undefined when another try may do. */
export function refusalOf(error: unknown): MessageRefused | undefined {
  const reason = REASONS[troubleOf(error).code];
  return reason && new MessageRefused(reason);
}

/** True when the broker refused for want of a permission. */
export const isNotAllowed = (error: unknown): boolean => refusalOf(error)?.reason === 'not-allowed';
