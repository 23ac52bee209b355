import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A span as it came over the wire, with its attributes by name. */
export interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly service: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly links: readonly string[];
  readonly failed: boolean;
  readonly startedMs: number;
  readonly endedMs: number;
}

interface Attribute {
  readonly key: string;
  readonly value: { readonly stringValue?: string; readonly intValue?: number | string };
}
interface WireSpan extends Omit<ReceivedSpan, 'attributes' | 'links'> {
  readonly attributes: readonly Attribute[];
  readonly links?: ReadonlyArray<{ readonly spanId: string }>;
  readonly status?: { readonly code?: number; readonly message?: string };
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
}
interface WireTraces {
  readonly resourceSpans: ReadonlyArray<{
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeSpans: ReadonlyArray<{ readonly spans: readonly WireSpan[] }>;
  }>;
}

const STATUS_ERROR = 2;

const byName = (attributes: readonly Attribute[]): Record<string, string | number> =>
  Object.fromEntries(
    attributes.map(({ key, value }) => [key, value.stringValue ?? Number(value.intValue)] as const),
  );

/** A trace store: takes OTLP over HTTP with JSON and keeps every byte. */
export class OtlpReceiver {
  readonly bodies: string[] = [];
  /** What it answers with. */
  status = 200;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<OtlpReceiver> {
    const server = createServer();
    const receiver = new OtlpReceiver(server);
    server.on('request', (request, reply) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        receiver.bodies.push(Buffer.concat(chunks).toString('utf8'));
        reply.writeHead(receiver.status, { 'content-type': 'application/json' }).end('{}');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1/traces`;
  }

  get spans(): readonly ReceivedSpan[] {
    return this.bodies.flatMap((body) =>
      (JSON.parse(body) as WireTraces).resourceSpans.flatMap(({ resource, scopeSpans }) =>
        scopeSpans.flatMap(({ spans }) => spans.map((span) => read(span, byName(resource.attributes)))),
      ),
    );
  }

  /** The spans of the traces that have one with this attribute. */
  tracesWith(attribute: string, value: string): readonly ReceivedSpan[] {
    const { spans } = this;
    const ids = new Set(spans.filter((s) => s.attributes[attribute] === value).map((s) => s.traceId));
    return spans.filter(({ traceId }) => ids.has(traceId));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

const read = (span: WireSpan, resource: Record<string, string | number>): ReceivedSpan => ({
  ...span,
  service: String(resource['service.name']),
  attributes: byName(span.attributes),
  links: (span.links ?? []).map(({ spanId }) => spanId),
  failed: span.status?.code === STATUS_ERROR,
  startedMs: Number(BigInt(span.startTimeUnixNano) / 1_000_000n),
  endedMs: Number(BigInt(span.endTimeUnixNano) / 1_000_000n),
});
