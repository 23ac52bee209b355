import { TOPICS, topicConfig, type TopicSettings } from '@ssbtek/messaging';
import { HEADERS, HEADER_SCHEMAS, SOURCES, type Header, type Schema } from './headers.ts';
import type { Message } from './message.ts';
import { MESSAGES } from './messages.ts';

const BINDING_VERSION = '0.5.0';
const CLOUD_EVENT: readonly Header[] = ['ce_specversion', 'ce_id', 'ce_source', 'ce_type'];

const ref = (...path: readonly string[]): { readonly $ref: string } => ({ $ref: `#/${path.join('/')}` });
const mapped = <T, U>(record: Readonly<Record<string, T>>, to: (value: T, name: string) => U) =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, to(value, name)]));
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** `ssbtek.dead-letter.v1` is the channel `deadLetter`. */
export const channelOf = (topic: string): string =>
  (topic.split('.')[1] ?? topic).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

const messagesOf = (topic: string): Readonly<Record<string, Message>> =>
  Object.fromEntries(Object.entries(MESSAGES).filter(([, message]) => message.topic === topic));

function headersOf({ type, headers, optional = [], forms }: Message): Schema {
  const all = [...CLOUD_EVENT, ...headers, ...optional];
  const form = (name: Header): Schema => {
    const narrower = name === 'ce_type' ? { const: type } : forms[name];
    if (!narrower) return ref('components', 'schemas', name);
    return { type: 'string', ...narrower, description: HEADER_SCHEMAS[name]['description'] };
  };
  return {
    type: 'object',
    properties: Object.fromEntries(all.map((name) => [name, form(name)])),
    required: [...CLOUD_EVENT, ...headers],
    additionalProperties: false,
  };
}

const message = (one: Message, name: string): Schema => ({
  name,
  title: one.type,
  summary: one.summary,
  ...(one.description && { description: one.description }),
  contentType: one.contentType,
  headers: headersOf(one),
  payload: one.payload,
  bindings: { kafka: { key: one.key, bindingVersion: BINDING_VERSION } },
});

function channel(settings: TopicSettings): Schema {
  const { 'cleanup.policy': cleanup, ...config } = topicConfig(settings);
  return {
    address: settings.name,
    description: settings.description,
    messages: mapped(messagesOf(settings.name), (_, name) => ref('components', 'messages', name)),
    bindings: {
      kafka: {
        partitions: settings.partitions,
        topicConfiguration: { 'cleanup.policy': cleanup.split(','), ...config },
        bindingVersion: BINDING_VERSION,
      },
    },
  };
}

/** Roles whose replicas read by themselves, each as a group of its own. */
const ALONE: readonly string[] = ['ingress', 'portal'];

/** Consumer groups of a role. */
const groupOf = (role: string): Schema => ({
  type: 'string',
  pattern: `^ssbtek-${SOURCES[role] ?? role}${ALONE.includes(role) ? '\\.[\\w.-]+' : ''}$`,
});

type Operations = readonly (readonly [name: string, operation: Schema])[];

function operations({ name: topic, writers, readers }: TopicSettings): Operations {
  const made = (action: 'send' | 'receive', role: string): Operations[number] => {
    const side = action === 'send' ? 'from' : 'to';
    const names = Object.entries(messagesOf(topic)).flatMap(([name, one]) =>
      one[side].includes(role) ? [name] : [],
    );
    const id = channelOf(topic);
    const kafka = { groupId: groupOf(role), bindingVersion: BINDING_VERSION };
    return [
      `${role}${capital(action)}s${capital(id)}`,
      {
        action,
        channel: ref('channels', id),
        tags: [{ name: role }],
        messages: names.map((name) => ref('channels', id, 'messages', name)),
        ...(action === 'receive' && { bindings: { kafka } }),
      },
    ];
  };
  return [...writers.map((role) => made('send', role)), ...readers.map((role) => made('receive', role))];
}

/** The AsyncAPI document of all topics, roles and messages. */
export const asyncapiDocument = (): Schema => ({
  asyncapi: '3.0.0',
  info: {
    title: 'SSBTEK mesh',
    version: '1.0.0',
    description:
      'What the processes of the mesh send each other over Kafka. Nothing here is for callers or agencies. Keys and headers tell nothing about persons, cases or callers; payloads that do are sealed.',
  },
  servers: {
    kafka: {
      host: '{brokers}',
      protocol: 'kafka',
      description: 'The brokers that SSBTEK_KAFKA_BROKERS names.',
      variables: { brokers: { default: '127.0.0.1:9092' } },
    },
  },
  channels: Object.fromEntries(TOPICS.map((settings) => [channelOf(settings.name), channel(settings)])),
  operations: Object.fromEntries(TOPICS.flatMap(operations)),
  components: {
    messages: mapped(MESSAGES, message),
    schemas: Object.fromEntries(HEADERS.map((name) => [name, HEADER_SCHEMAS[name]])),
  },
});
