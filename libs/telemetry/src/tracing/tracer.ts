import type { AttributesOf, SpanName } from './spans';

/** One span. What it carries comes from the catalogue of spans; texts of errors and messages never. */
export interface Span<N extends SpanName = SpanName> {
  /** 32 hexadecimal digits, for logs and exemplars; undefined unless the trace is being recorded. */
  readonly traceId: string | undefined;
  /** W3C trace context to hand on; undefined when there is none. */
  readonly traceparent: string | undefined;
  set(attributes: AttributesOf<N>): void;
  /** Adds another span that led to this one. */
  link(traceparent: string | undefined): void;
  /** @param error one fixed word when what the span stands for failed */
  end(error?: string): void;
}

/** Where a span hangs. */
export interface SpanOrigin {
  /** A span of this process, or the trace context of a message; a new trace without one. */
  readonly parent?: Span | string | undefined;
  /** Trace contexts of other spans that led to this one. */
  readonly links?: ReadonlyArray<string | undefined>;
  /** For a span that is made when what it stands for has been going on for a while, ms. */
  readonly begunMsAgo?: number;
}

/** Makes the spans of one role. */
export interface Tracer {
  start<N extends SpanName>(name: N, attributes: AttributesOf<N>, origin?: SpanOrigin): Span<N>;
}

const CONTEXT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const NONE = /^0+$/;

/** A W3C trace context (version 00). */
export interface TraceContext {
  readonly traceId: string;
  readonly spanId: string;
  readonly flags: number;
}

/** Reads a `traceparent`; undefined for anything that is none. */
export function readTraceparent(text: string | undefined): TraceContext | undefined {
  const [, traceId, spanId, flags] = CONTEXT.exec(text ?? '') ?? [];
  if (!traceId || !spanId || !flags || NONE.test(traceId) || NONE.test(spanId)) return undefined;
  return { traceId, spanId, flags: Number.parseInt(flags, 16) };
}

/** Bit of the flags: the trace is recorded. */
const SAMPLED = 1;

export const isSampled = ({ flags }: TraceContext): boolean => (flags & SAMPLED) === SAMPLED;

const passed = (traceparent: string | undefined, traceId: string | undefined): Span => ({
  traceparent,
  traceId,
  set: () => undefined,
  link: () => undefined,
  end: () => undefined,
});

const NO_SPAN = passed(undefined, undefined);

/** Records nothing. What came with a message is handed on all the same: others may be recording. */
export const NO_TRACER: Tracer = {
  start: (_name, _attributes, { parent } = {}) => {
    if (typeof parent === 'object') return parent;
    const context = readTraceparent(parent);
    return context ? passed(parent, isSampled(context) ? context.traceId : undefined) : NO_SPAN;
  },
};
