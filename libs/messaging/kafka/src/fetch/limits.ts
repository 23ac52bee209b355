import { TOPICS } from '@ssbtek/messaging';

/** As large as the largest message that any topic takes, and its frame: nothing of ours unpacks to more. Bytes. */
export const BATCH_LIMIT = Math.max(...TOPICS.map(({ maxMessageBytes }) => maxMessageBytes)) + 64 * 1024;
/** What a response may unpack to, bytes; one batch more may go beyond it. */
export const RESPONSE_LIMIT = BATCH_LIMIT;
