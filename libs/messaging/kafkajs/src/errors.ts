import { KafkaJSAggregateError, KafkaJSError } from 'kafkajs';
import { errorCodes } from 'kafkajs/src/protocol/error.js';
import { MessageRefused } from '@ssbtek/messaging';
import { isNotAllowed, KafkaTrouble } from '@ssbtek/messaging-kafka/driver';

const TYPE_BY_SENTENCE = new Map(errorCodes.map(({ type, message }) => [message, type]));

/** The protocol's word for an error of which kafkajs tells only its sentence; undefined for any other sentence. */
export const codeOfSentence = (sentence: string): string | undefined => TYPE_BY_SENTENCE.get(sentence);

/** Names of errors that say: no broker there. */
const CONNECTION = /^KafkaJS(Connection|BrokerNotFound|RequestTimeout|NoBrokerAvailable|LockTimeout|SASL)/;

/** Retries are wrapped around what happened. */
const causeOf = (error: Error): Error =>
  error instanceof KafkaJSError && error.cause instanceof Error ? causeOf(error.cause) : error;

/** What an error of kafkajs is about, from its innermost cause: its own words are about retries. */
export function troubleIn(error: unknown): KafkaTrouble {
  if (!(error instanceof Error)) return new KafkaTrouble('UNKNOWN', true);
  if (error instanceof KafkaTrouble) return error;
  if (error instanceof KafkaJSAggregateError) {
    const all = error.errors.map(troubleIn);
    return all.find(isNotAllowed) ?? new KafkaTrouble(error.name, true);
  }
  const cause = causeOf(error);
  const { broker, type, code } = cause as { broker?: unknown; type?: unknown; code?: unknown };
  const word = [type, code, codeOfSentence(cause.message)].find((one) => typeof one === 'string');
  const ofConnection =
    !(cause instanceof KafkaJSError) ||
    CONNECTION.test(cause.name) ||
    String(cause.message).startsWith('The producer is dis');
  return new KafkaTrouble(
    typeof word === 'string' ? word : cause.name,
    ofConnection,
    typeof broker === 'string' ? broker : undefined,
  );
}

/** The promise, with its rejection in the words of the bus. */
export async function told<T>(promise: Promise<T>): Promise<T> {
  try {
    return await promise;
  } catch (error) {
    throw error instanceof MessageRefused ? error : troubleIn(error);
  }
}
