import {
  BREAKER_WORDS,
  STATUS_MOST_CHANGES,
  STATUS_WORDS,
  type AgencyStatus,
  type ServiceStatus,
  type WordSince,
} from '@ssbtek/core';
import type { Incoming, Outgoing } from './bus';
import { STATUS_TOPIC } from './topics';

/** Event type of what a worker says of its agency. */
export const STATUS_EVENT = 'ssbtek.status.agency';

/** Version of the value's layout: readers pass over others. */
export const STATUS_FORM = 1;

/** More services than any agency has. */
export const STATUS_MOST_SERVICES = 20;

/** Names of agencies, workers and services, as they may stand in a message. */
export const STATUS_NAMES = {
  kod: '[a-z][a-z0-9]{0,19}',
  instance: '[A-Za-z0-9_.-]{1,100}',
  service: '[A-Za-z0-9_.-]{1,40}',
} as const;

/**
 * What a worker says of its agency. The key is the worker's: what one replica says does not take the place of what
 * another has said. Open to everybody who may read the topic, for it holds nothing of a question.
 * @param said how many this worker has said before
 */
export const statusMessage = (status: AgencyStatus, said: number): Outgoing => ({
  topic: STATUS_TOPIC,
  key: keyOf(status),
  headers: {
    ce_specversion: '1.0',
    ce_id: `${keyOf(status)}/${said}`,
    ce_source: `/ssbtek/worker-${status.kod}`,
    ce_type: STATUS_EVENT,
  },
  value: new TextEncoder().encode(JSON.stringify({ form: STATUS_FORM, ...status })),
});

const keyOf = ({ kod, instance }: Pick<AgencyStatus, 'kod' | 'instance'>): string => `${kod}/${instance}`;

type Unknown = Readonly<Record<string, unknown>>;

/**
 * What a worker has said; undefined for everything that is not exactly so, whoever wrote it. Nothing of it but known
 * words, bounded numbers and names of harmless letters gets any further.
 */
export function readStatus({ key, headers, value }: Incoming): AgencyStatus | undefined {
  if (headers['ce_type'] !== STATUS_EVENT) return undefined;
  const read = parsed(value);
  if (read?.['form'] !== STATUS_FORM) return undefined;
  const { kod, instance, maintenance, word, since, leaving } = read;
  const services = listOf(read['services'], STATUS_MOST_SERVICES, serviceOf);
  const changes = listOf(read['changes'], STATUS_MOST_CHANGES, changeOf);
  if (!isName(kod, 'kod') || !isName(instance, 'instance') || key !== keyOf({ kod, instance }))
    return undefined;
  if (typeof maintenance !== 'boolean' || !isOneOf(STATUS_WORDS, word) || !isTime(since)) return undefined;
  if (!services || !changes?.length) return undefined;
  const said = { kod, instance, maintenance, word, since, services, changes };
  return leaving === true ? { ...said, leaving } : said;
}

function parsed(value: Uint8Array): Unknown | undefined {
  try {
    const read: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(value));
    return isRecord(read) ? read : undefined;
  } catch {
    return undefined;
  }
}

/** Undefined when one of them is none, or there are too many. */
function listOf<T>(list: unknown, most: number, read: (one: Unknown) => T | undefined): T[] | undefined {
  if (!Array.isArray(list) || list.length > most) return undefined;
  const all = list.map((one: unknown) => (isRecord(one) ? read(one) : undefined));
  return all.every((one) => one !== undefined) ? all : undefined;
}

function serviceOf({ name, breaker, calls, timeouts, errors, p50Ms }: Unknown): ServiceStatus | undefined {
  if (!isName(name, 'service') || !isOneOf(BREAKER_WORDS, breaker)) return undefined;
  if (!isCount(calls) || !isShare(timeouts) || !isShare(errors)) return undefined;
  const figures = { name, breaker, calls, timeouts, errors };
  if (p50Ms === undefined) return figures;
  return isCount(p50Ms) ? { ...figures, p50Ms } : undefined;
}

const changeOf = ({ since, word }: Unknown): WordSince | undefined =>
  isTime(since) && isOneOf(STATUS_WORDS, word) ? { since, word } : undefined;

const isRecord = (value: unknown): value is Unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const PATTERNS = {
  kod: new RegExp(`^${STATUS_NAMES.kod}$`),
  instance: new RegExp(`^${STATUS_NAMES.instance}$`),
  service: new RegExp(`^${STATUS_NAMES.service}$`),
} as const;

const isName = (value: unknown, as: keyof typeof PATTERNS): value is string =>
  typeof value === 'string' && PATTERNS[as].test(value);

const isOneOf = <T extends string>(words: readonly T[], value: unknown): value is T =>
  words.some((word) => word === value);

const isWithin = (value: unknown, most: number): value is number =>
  typeof value === 'number' && value >= 0 && value <= most;
const isCount = (value: unknown): value is number => isWithin(value, 1e9) && Number.isInteger(value);
const isShare = (value: unknown): value is number => isWithin(value, 1);
const isTime = (value: unknown): value is number => isWithin(value, 1e14);
