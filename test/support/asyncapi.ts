import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import type { Message } from './recording';

const FILE = new URL('../../docs/asyncapi.yaml', import.meta.url);

interface Ref {
  readonly $ref: string;
}
interface Operation {
  readonly action: 'send' | 'receive';
  readonly channel: Ref;
  readonly tags: readonly { readonly name: string }[];
  readonly messages: readonly Ref[];
  readonly bindings?: { readonly kafka: { readonly groupId: { readonly pattern: string } } };
}
interface Document {
  readonly channels: Readonly<
    Record<string, { readonly address: string; readonly messages: Readonly<Record<string, Ref>> }>
  >;
  readonly operations: Readonly<Record<string, Operation>>;
  readonly components: { readonly messages: Readonly<Record<string, Described>> };
}
interface Described {
  readonly title: string;
  readonly contentType: string;
}

const last = ({ $ref }: Ref): string => $ref.split('/').at(-1) ?? '';

/** The AsyncAPI document as it lies in the repository, for checking what is really sent against it. */
export class AsyncapiDocument {
  private readonly document = parse(readFileSync(FILE, 'utf8')) as Document;
  private readonly ajv = new Ajv({ allErrors: true });

  constructor() {
    addFormats(this.ajv);
    // What stands around the schemas in the document is none of their keywords.
    this.ajv.addVocabulary(Object.keys(this.document));
    this.ajv.addSchema(this.document, 'asyncapi');
  }

  /** Names of all kinds of message. */
  get kinds(): readonly string[] {
    return Object.keys(this.document.components.messages);
  }

  /** The kind of a message, by its topic and event type. */
  kindOf({ topic, headers }: Message): string | undefined {
    const channel = Object.values(this.document.channels).find(({ address }) => address === topic);
    return Object.keys(channel?.messages ?? {}).find(
      (name) => this.document.components.messages[name]?.title === headers['ce_type'],
    );
  }

  /** In what a message is not as described; empty when it is. */
  mistakes(message: Message): readonly string[] {
    const kind = this.kindOf(message);
    if (kind === undefined)
      return [`${message.topic}: no message of type ${message.headers['ce_type'] ?? ''}`];
    const { contentType } = this.document.components.messages[kind] as Described;
    // A schema counts characters: one for each byte.
    const payload: unknown =
      contentType === 'application/json'
        ? JSON.parse(Buffer.from(message.value).toString('utf8'))
        : Buffer.from(message.value).toString('latin1');
    const parts = { headers: message.headers, 'bindings/kafka/key': message.key, payload };
    return Object.entries(parts).flatMap(([part, value]) => this.violations(kind, part, value));
  }

  /** True when the document has the role send messages of this kind. */
  sends(role: string, message: Message): boolean {
    return this.operationsOf('send', role, message.topic).some(({ messages }) =>
      messages.map(last).includes(this.kindOf(message) ?? ''),
    );
  }

  /** True when the document has the role read the topic in this consumer group. */
  receives(role: string, topic: string, group: string): boolean {
    return this.operationsOf('receive', role, topic).some(({ bindings }) =>
      new RegExp(bindings?.kafka.groupId.pattern ?? '^$').test(group),
    );
  }

  private operationsOf(action: Operation['action'], role: string, topic: string): readonly Operation[] {
    return Object.values(this.document.operations).filter(
      (one) =>
        one.action === action &&
        one.tags.some(({ name }) => name === role.replace(/-.*/, '')) &&
        this.document.channels[last(one.channel)]?.address === topic,
    );
  }

  private violations(kind: string, part: string, value: unknown): readonly string[] {
    const schema = this.ajv.getSchema(`asyncapi#/components/messages/${kind}/${part}`);
    if (!schema) return [`${kind} has no ${part}`];
    const validate = schema as ValidateFunction;
    if (validate(value)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message = '', params }) =>
        `${kind} ${part}${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  }
}
