import { ANSWER_TOPIC, AUDIT_TOPIC, INQUIRY_TOPIC, REPLY_TOPIC, TOPICS, type TopicSettings } from './topics';

const KIB = 1024;
const MIB = 1024 * KIB;

/** The largest answer of an agency to one call, bytes. */
export const LARGEST_ANSWER_BYTES = 2 * MIB;
/** The largest question, bytes of its document; by SHS it comes in a message of 448 KiB. */
export const LARGEST_QUESTION_BYTES = 256 * KIB;
/** Audit records share a message up to this size, bytes; the last one may begin below it. */
export const AUDIT_BATCH_BYTES = 192 * KIB;

/** What stands in a reply besides the agency's documents: namespace declarations, codes and texts of errors. */
const REPLY_HEAD_BYTES = 64 * KIB;
/** Key, headers, and what sealing and the broker add to a message. */
const ENVELOPE_BYTES = 16 * KIB;
/** What a question can grow by on its way: ISO-8859-1 to UTF-8, or the quotes of JSON. */
const QUESTION_GROWTH = 2;
/** A sealed record is base64 in JSON. */
const RECORD_GROWTH = 2 * QUESTION_GROWTH;

/** The largest value that a message of a topic may have, bytes; 0 for topics that are not ours. */
export const largestValueBytes = (name: string, topics: readonly TopicSettings[] = TOPICS): number =>
  Math.max(0, (topics.find((topic) => topic.name === name)?.maxMessageBytes ?? 0) - ENVELOPE_BYTES);

/** The largest value of a reply, bytes, of an agency that answers in at most so many documents. */
export const largestReplyBytes = (documents: number): number =>
  documents * LARGEST_ANSWER_BYTES + REPLY_HEAD_BYTES;

/**
 * Limits that cannot all hold, one sentence each: whatever is let in must fit the messages that carry it.
 * @param documents by agency, in how many documents its answer comes at most
 */
export function sizeMistakes(
  documents: Readonly<Record<string, number>>,
  topics: readonly TopicSettings[] = TOPICS,
): string[] {
  const replies = Object.entries(documents).map(([kod, count]) => [kod, largestReplyBytes(count)] as const);
  const composite = replies.reduce((sum, [, bytes]) => sum + bytes, 0);
  const record = AUDIT_BATCH_BYTES + RECORD_GROWTH * LARGEST_QUESTION_BYTES;
  const needs: ReadonlyArray<readonly [what: string, bytes: number, topic: string]> = [
    ['The largest question', QUESTION_GROWTH * LARGEST_QUESTION_BYTES, INQUIRY_TOPIC],
    ...replies.map(([kod, bytes]) => [`The largest reply of ${kod}`, bytes, REPLY_TOPIC] as const),
    ['The largest composite', composite, ANSWER_TOPIC],
    ['The largest message of audit records', record, AUDIT_TOPIC],
  ];
  return needs.flatMap(([what, bytes, name]) => {
    const limit = largestValueBytes(name, topics);
    return bytes <= limit ? [] : [`${what} (${bytes} bytes) does not fit ${name}, which takes ${limit}.`];
  });
}
