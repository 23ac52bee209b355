import { isAllowed, type AttributeName, type AttributeValue } from './attributes';

/** One kind of span: the only source of its name and attributes. */
export interface SpanDefinition {
  /** As OpenTelemetry means it: who waits for whom. */
  readonly kind: 'server' | 'client' | 'producer' | 'consumer';
  /** Name with attributes in braces; what is not there is left out. */
  readonly title: string;
  readonly help: string;
  /** Where it hangs in the trace. */
  readonly parent: string;
  readonly fixed: Readonly<Partial<Record<AttributeName, AttributeValue>>>;
  readonly attributes: readonly AttributeName[];
}

const MESSAGE = [
  'messaging.system',
  'messaging.destination.name',
  'ssbtek.inquiry.id',
  'ssbtek.agency',
] as const;
const READ = [
  'messaging.consumer.group.name',
  'messaging.destination.partition.id',
  'messaging.kafka.offset',
] as const;

/** Every span of the mesh. */
export const SPANS = {
  question: {
    kind: 'server',
    title: '{http.request.method} {http.route}',
    help: 'A question at the ingress, from its arrival to its answer. Fails with the outcome, for what HTTP calls a server error.',
    parent: 'none: the trace begins here',
    fixed: { 'http.request.method': 'POST' },
    attributes: [
      'http.route',
      'url.path',
      'url.scheme',
      'http.response.status_code',
      'ssbtek.inquiry.id',
      'ssbtek.version',
      'ssbtek.outcome',
    ],
  },
  send: {
    kind: 'producer',
    title: 'send {messaging.destination.name}',
    help: 'A message from its making to its acknowledgement. Its context travels in the message.',
    parent: '`question`, `process` or `join`',
    fixed: { 'messaging.operation.name': 'send', 'messaging.operation.type': 'send' },
    attributes: [...MESSAGE],
  },
  process: {
    kind: 'consumer',
    title: 'process {messaging.destination.name}',
    help: "A worker's inquiry, from its reading to its reply's acknowledgement, or the delivery of a composite to who waits for it. Fails with the kind of the agency's failure.",
    parent: 'the `send` of its message, also as a link',
    fixed: { 'messaging.operation.name': 'process', 'messaging.operation.type': 'process' },
    attributes: [...MESSAGE, ...READ, 'ssbtek.result'],
  },
  call: {
    kind: 'client',
    title: '{http.request.method} {url.template}',
    help: 'A call to an agency. Fails with the status, or the kind of failure. The agency gets no trace context.',
    parent: '`process`',
    fixed: {},
    attributes: [
      'http.request.method',
      'url.template',
      'server.address',
      'server.port',
      'http.response.status_code',
      'ssbtek.agency',
      'ssbtek.protocol',
      'ssbtek.part',
      'ssbtek.result',
      'ssbtek.inquiry.id',
    ],
  },
  join: {
    kind: 'consumer',
    title: 'join {messaging.destination.name}',
    help: "An inquiry being joined, from its announcement to its composite's acknowledgement. Fails with `deadline` when agencies are missing.",
    parent: 'the `send` of the announcement; linked to the `send` of every reply it took',
    fixed: { 'messaging.operation.name': 'join', 'messaging.operation.type': 'process' },
    attributes: [...MESSAGE, ...READ, 'messaging.batch.message_count', 'ssbtek.join.reason'],
  },
} as const satisfies Record<string, SpanDefinition>;

export type SpanName = keyof typeof SPANS;

/** The attributes of one kind of span; a value that is undefined or does not fit is left out. */
export type AttributesOf<N extends SpanName> = Readonly<
  Partial<Record<(typeof SPANS)[N]['attributes'][number], AttributeValue | undefined>>
>;

/** The attributes that a span of this kind may carry, of those given. Throws for others when `strict`. */
export function spanAttributes(
  name: SpanName,
  given: Readonly<Partial<Record<string, AttributeValue | undefined>>>,
  strict = false,
): Record<string, AttributeValue> {
  const { attributes }: SpanDefinition = SPANS[name];
  const kept: Record<string, AttributeValue> = {};
  for (const [key, value] of Object.entries(given)) {
    if (value === undefined) continue;
    if (attributes.includes(key as AttributeName) && isAllowed(key as AttributeName, value))
      kept[key] = value;
    // Never tells the value.
    else if (strict) throw new Error(`span ${name} may not carry ${key} like this`);
  }
  return kept;
}

/** The name that a span is shown with. */
export function spanTitle(name: SpanName, attributes: Readonly<Record<string, AttributeValue>>): string {
  return SPANS[name].title.replace(/\{([^}]+)\}/g, (_, key: string) => String(attributes[key] ?? '')).trim();
}
