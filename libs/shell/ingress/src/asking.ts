import type { WayIn } from '@ssbtek/audit';
import type { ContractVersion } from '@ssbtek/contract-version';
import type { Caller } from '@ssbtek/parties';
import type { LogFields, Span, Tracer } from '@ssbtek/telemetry';
import type { DoorRequest } from './door-request';
import type { HttpReply } from './http-reply';
import type { InquiryOutcome } from './inquiry-outcome';
import type { Room } from './room';
import { PROBE_HEADER } from '@ssbtek/shell-settings';
import type { WayBack } from './way-back';

/** Who asks, as far as the way in tells. */
export interface AskedBy {
  /** The name of the inquiry, from the moment at which its request came in. */
  readonly inquiryId: string;
  readonly caller: Caller;
  /** The sender that the way in itself names, ten digits (SHS); the iip header of an envelope does the same. */
  readonly customer?: string | undefined;
  readonly way: WayIn;
  readonly scheme?: string;
  /** The caller's own trace context, as it came. */
  readonly traceparent?: string | undefined;
  /** It says of itself that it is a probe of the mesh: see {@link isProbe}. */
  readonly saysProbe?: boolean;
  /** What the question has taken of the memory that may be held; its answer takes more. */
  readonly room?: Room;
}

/** A body until it is read: what waits for the answer holds the box and not the bytes. */
export class Body {
  constructor(private bytes: Uint8Array) {}

  /** The bytes, once. */
  take(): Uint8Array {
    const { bytes } = this;
    this.bytes = new Uint8Array();
    return bytes;
  }
}

/** What a request tells of who asks, whatever the door. */
export function askedBy(request: DoorRequest): Omit<AskedBy, 'customer' | 'way'> {
  const { traceparent } = request.headers;
  return {
    inquiryId: request.inquiryId,
    caller: request.caller,
    scheme: request.publicOrigin.startsWith('https:') ? 'https' : 'http',
    ...(typeof traceparent === 'string' && { traceparent }),
    ...(request.headers[PROBE_HEADER] !== undefined && { saysProbe: true }),
    ...(request.room && { room: request.room }),
  };
}

/** One request being answered. */
export interface Asking {
  readonly inquiryId: string;
  readonly version: ContractVersion;
  readonly by: AskedBy;
  readonly startedAt: number;
  readonly span: Span<'question'>;
  readonly back: WayBack;
}

/** Nobody waits for the answer any more. */
export class CallerGone extends Error {
  /** @param wasAsked whether the question had gone out to the agencies */
  constructor(readonly wasAsked: boolean) {
    super('the caller has gone');
    this.name = 'CallerGone';
  }
}

/**
 * A request is let in. A caller's trace context never becomes the parent: whoever asks would decide what is recorded,
 * and under which id. With `linkCaller` it is linked to.
 */
export function letIn(
  tracer: Tracer,
  version: ContractVersion,
  by: AskedBy,
  back: WayBack,
  linkCaller: boolean,
): Asking {
  const { inquiryId } = by;
  const route = by.way === 'shs' ? '/shs' : `/ssbtek/${version.name}`;
  const attributes = {
    'http.route': route,
    'url.path': route,
    'url.scheme': by.scheme,
    'ssbtek.inquiry.id': inquiryId,
    'ssbtek.version': version.name,
  };
  const span = tracer.start('question', attributes, { links: linkCaller ? [by.traceparent] : [] });
  return { inquiryId, version, by, back, span, startedAt: performance.now() };
}

/** The answer has left, or nobody waited for it. What HTTP calls a server error is one for traces too. */
export function letOut({ span }: Asking, reply: HttpReply | undefined, outcome: InquiryOutcome): void {
  span.set({ 'ssbtek.outcome': outcome, ...(reply && { 'http.response.status_code': reply.status }) });
  span.end((reply?.status ?? 0) >= 500 ? outcome : undefined);
}

/** What every log line about a request carries. */
export const trailOf = ({ inquiryId, span, version }: Asking): LogFields => ({
  inquiryId,
  traceId: span.traceId,
  version: version.name,
});
