import { logLevel, type logCreator, type LogEntry } from 'kafkajs';
import type { BusEvents } from '@ssbtek/messaging';
import { atMostEvery, UNREACHABLE, type Trouble } from '@ssbtek/messaging-kafka/driver';
import { codeOfSentence } from './errors';

/** The same trouble of an absent broker is told once in this time. */
const REPEAT_MS = 10_000;

const WORDS: Readonly<Record<number, string>> = {
  [logLevel.ERROR]: 'kafka client error',
  [logLevel.WARN]: 'kafka client warning',
};

/** Answers that the client acts upon by itself as a matter of course: groups that move, leaders that change. */
const ROUTINE = new Set([
  'REBALANCE_IN_PROGRESS',
  'MEMBER_ID_REQUIRED',
  'UNKNOWN_MEMBER_ID',
  'ILLEGAL_GENERATION',
  'NOT_COORDINATOR_FOR_GROUP',
  'GROUP_COORDINATOR_NOT_AVAILABLE',
  'GROUP_LOAD_IN_PROGRESS',
  'LEADER_NOT_AVAILABLE',
  'NOT_LEADER_FOR_PARTITION',
  'TOPIC_ALREADY_EXISTS',
]);

type Detail = Partial<Trouble> & { readonly operation?: string };

interface Told {
  readonly words: string;
  readonly detail: Detail;
}

/**
 * kafkajs' log lines as events of fixed words, with broker, operation and code where they are known: its texts and
 * extras hold whole errors. What a socket has told already and what is routine is not told.
 */
export function clientLog(events: BusEvents): logCreator {
  return () => (entry) => {
    const told = read(entry);
    if (!told) return;
    const { words, detail } = told;
    if (atMostEvery(REPEAT_MS, events, [words, ...Object.values(detail)].join(' ')))
      events.problem?.(words, detail);
  };
}

function read({ level, namespace, log }: LogEntry): Told | undefined {
  const words = WORDS[level];
  // kafkajs logs an Error in place of a text here and there.
  const message = String(log.message);
  const broker = typeof log['broker'] === 'string' ? log['broker'] : undefined;
  const at = broker === undefined ? {} : { broker };
  if (!words || message.startsWith('The group is rebalancing')) return undefined;
  if (message.startsWith('Response ')) return refused(message, String(log['error']), at);
  if (message.startsWith('Connection error')) return undefined;
  if (message === 'Connection timeout')
    return { words: UNREACHABLE, detail: { ...at, operation: 'connect', code: 'ETIMEDOUT' } };
  if (namespace.startsWith('SaslAuthenticator'))
    return {
      words: 'a broker refused the login',
      detail: { ...at, operation: 'login', code: 'SASL_AUTHENTICATION_FAILED' },
    };
  const code = codeOfSentence(message.slice(message.lastIndexOf(': ') + 1).trim());
  return { words, detail: { ...at, operation: namespace || 'client', ...(code && { code }) } };
}

/** `Response Produce(key: 0, version: 7)`, with the sentence of the error. */
function refused(message: string, sentence: string, at: Detail): Told | undefined {
  const code = codeOfSentence(sentence) ?? 'UNREADABLE_RESPONSE';
  const operation = message.slice('Response '.length).replace(/\(.*$/, '');
  return ROUTINE.has(code)
    ? undefined
    : { words: 'a broker refused a request', detail: { ...at, operation, code } };
}
