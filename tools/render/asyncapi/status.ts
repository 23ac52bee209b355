import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import { BREAKER_WORDS, STATUS_MOST_CHANGES, STATUS_WORDS } from '@ssbtek/core';
import {
  STATUS_EVENT,
  STATUS_FORM,
  STATUS_MOST_SERVICES,
  STATUS_NAMES,
  STATUS_TOPIC,
} from '@ssbtek/messaging';
import type { Schema } from './headers.ts';
import type { Message } from './message.ts';

const KODER = BASTJANSTER.map(({ descriptor }) => descriptor.kod);
const KEY = `(${KODER.join('|')})/${STATUS_NAMES.instance}`;

const name = (of: keyof typeof STATUS_NAMES, description: string): Schema => ({
  type: 'string',
  pattern: `^${STATUS_NAMES[of]}$`,
  description,
});
const time = (description: string): Schema => ({
  type: 'integer',
  minimum: 0,
  description: `${description}, milliseconds since 1970 in the broker's clock.`,
});
const share = (description: string): Schema => ({ type: 'number', minimum: 0, maximum: 1, description });
const count = (description: string): Schema => ({ type: 'integer', minimum: 0, description });

/** An object with these fields; all but the optional ones are always there. */
const object = (properties: Readonly<Record<string, Schema>>, optional: readonly string[] = []): Schema => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((field) => !optional.includes(field)),
  additionalProperties: false,
});

const SERVICE = object(
  {
    name: name('service', 'The protocol that the service is asked by.'),
    breaker: {
      type: 'string',
      enum: BREAKER_WORDS,
      description: 'open and half-open: calls are not let through.',
    },
    calls: count('Calls that ended in the last five minutes and say something about the agency.'),
    timeouts: share('Share of these calls that had no answer in time.'),
    errors: share(
      "Share of these calls that had no usable answer; an error of the agency's own is an answer.",
    ),
    p50Ms: count('Half of the answered calls took at most so long, ms; absent without any.'),
  },
  ['p50Ms'],
);

const WORD: Schema = {
  type: 'string',
  enum: STATUS_WORDS,
  description:
    'down: no service is called, their breakers are open; troubled: one is not, or a fifth of at least five calls of the last minute failed.',
};

/** What a worker says of its agency. */
export const STATUS: Message = {
  type: STATUS_EVENT,
  topic: STATUS_TOPIC,
  from: ['worker'],
  to: ['portal'],
  summary: 'How one agency is doing, as one of its workers sees it.',
  description:
    'Said when the word or a breaker changes, every 15 s, and once at the end. A worker that has said nothing for 45 s is gone. Not sealed: it holds nothing of a question, an answer or a person.',
  key: { type: 'string', pattern: `^${KEY}$`, description: "The agency's code and the worker's name." },
  headers: [],
  forms: {
    ce_id: { pattern: `^${KEY}/[0-9]+$` },
    ce_source: { pattern: `^/ssbtek/worker-(${KODER.join('|')})$` },
  },
  contentType: 'application/json',
  payload: object(
    {
      form: { type: 'integer', const: STATUS_FORM, description: 'Version of this layout.' },
      kod: { type: 'string', enum: KODER, description: "The agency's code." },
      instance: name('instance', 'The worker: a new name at each start.'),
      maintenance: {
        type: 'boolean',
        description: 'Operators have said that the agency is not to be asked.',
      },
      word: WORD,
      since: time('Since when the word holds'),
      services: { type: 'array', maxItems: STATUS_MOST_SERVICES, items: SERVICE },
      changes: {
        type: 'array',
        minItems: 1,
        maxItems: STATUS_MOST_CHANGES,
        description: 'Words of the last 24 hours, oldest first; the last one is the present.',
        items: object({
          since: time('Since when the word held'),
          word: { type: 'string', enum: STATUS_WORDS },
        }),
      },
      leaving: { type: 'boolean', const: true, description: 'The worker ends and says no more.' },
    },
    ['leaving'],
  ),
};
