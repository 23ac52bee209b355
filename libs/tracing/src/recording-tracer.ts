import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Context,
  type Link,
  type Span as OtelSpan,
  type SpanContext,
  type Tracer as OtelTracer,
} from '@opentelemetry/api';
import {
  SPANS,
  isSampled,
  readTraceparent,
  spanAttributes,
  spanTitle,
  type AttributesOf,
  type AttributeValue,
  type Span,
  type SpanDefinition,
  type SpanName,
  type SpanOrigin,
  type Tracer,
} from '@ssbtek/telemetry';

const KIND: Readonly<Record<SpanDefinition['kind'], SpanKind>> = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
};

const asTraceparent = ({ traceId, spanId, traceFlags }: SpanContext): string =>
  `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;

function remote(traceparent: string | undefined): SpanContext | undefined {
  const context = readTraceparent(traceparent);
  return context && { ...context, traceFlags: context.flags, isRemote: true };
}

class RecordedSpan<N extends SpanName> implements Span<N> {
  readonly traceparent: string;
  readonly traceId: string | undefined;

  constructor(
    readonly inner: OtelSpan,
    private readonly name: N,
    private readonly strict: boolean,
  ) {
    const context = inner.spanContext();
    this.traceparent = asTraceparent(context);
    this.traceId = isSampled({ ...context, flags: context.traceFlags }) ? context.traceId : undefined;
  }

  set(attributes: AttributesOf<N>): void {
    this.inner.setAttributes(spanAttributes(this.name, attributes, this.strict));
  }

  link(traceparent: string | undefined): void {
    const context = remote(traceparent);
    if (context) this.inner.addLink({ context });
  }

  end(error?: string): void {
    if (error !== undefined) {
      // The word is the attribute: a status' message is free text.
      this.inner.setStatus({ code: SpanStatusCode.ERROR });
      this.inner.setAttribute('error.type', error);
    }
    this.inner.end();
  }
}

/** A tracer over an SDK: the catalogue decides what spans are called and what they carry. */
export class RecordingTracer implements Tracer {
  /** @param common attributes of every span that may carry them */
  constructor(
    private readonly inner: OtelTracer,
    private readonly common: Readonly<Record<string, AttributeValue>>,
    private readonly strict: boolean,
  ) {}

  start<N extends SpanName>(
    name: N,
    attributes: AttributesOf<N>,
    { parent, links = [], begunMsAgo }: SpanOrigin = {},
  ): Span<N> {
    const definition: SpanDefinition = SPANS[name];
    const all: Record<string, AttributeValue> = {
      ...this.#commonOf(definition),
      ...definition.fixed,
      ...spanAttributes(name, attributes, this.strict),
    };
    const options = {
      kind: KIND[definition.kind],
      attributes: all,
      ...(begunMsAgo !== undefined && { startTime: Date.now() - begunMsAgo }),
      links: links.flatMap((link): Link[] => {
        const context = remote(link);
        return context ? [{ context }] : [];
      }),
    };
    const span = this.inner.startSpan(spanTitle(name, all), options, contextOf(parent));
    return new RecordedSpan(span, name, this.strict);
  }

  #commonOf({ attributes }: SpanDefinition): Record<string, AttributeValue> {
    return Object.fromEntries(
      Object.entries(this.common).filter(([key]) => (attributes as readonly string[]).includes(key)),
    );
  }
}

function contextOf(parent: SpanOrigin['parent']): Context {
  if (parent instanceof RecordedSpan) return trace.setSpan(ROOT_CONTEXT, parent.inner);
  const context = remote(typeof parent === 'object' ? parent.traceparent : parent);
  return context ? trace.setSpanContext(ROOT_CONTEXT, context) : ROOT_CONTEXT;
}
