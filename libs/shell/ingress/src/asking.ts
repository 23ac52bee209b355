import type { WayIn } from '@ssbtek/audit';
import type { ContractVersion } from '@ssbtek/contract-version';
import type { Caller } from '@ssbtek/parties';
import type { LogFields, Span, Tracer } from '@ssbtek/telemetry';
import type { DoorRequest } from './doors';
import type { HttpReply } from './http-reply';
import type { InquiryOutcome } from './inquiry-outcome';

/** Who asks, as far as the way in tells. */
export interface AskedBy {
  readonly caller: Caller;
  /** The sender that the way in itself names, ten digits (SHS); the iip header of an envelope does the same. */
  readonly customer?: string | undefined;
  readonly way: WayIn;
  readonly scheme?: string;
  /** The caller's own trace context, as it came. */
  readonly traceparent?: string | undefined;
}

/** What a request tells of who asks, whatever the door. */
export function askedBy(request: DoorRequest): Pick<AskedBy, 'caller' | 'scheme' | 'traceparent'> {
  const { traceparent } = request.headers;
  return {
    caller: request.caller,
    scheme: request.publicOrigin.startsWith('https:') ? 'https' : 'http',
    ...(typeof traceparent === 'string' && { traceparent }),
  };
}

/** One request being answered. */
export interface Asking {
  readonly inquiryId: string;
  readonly version: ContractVersion;
  readonly by: AskedBy;
  readonly startedAt: number;
  readonly span: Span<'question'>;
}

/**
 * A request is let in. A caller's trace context never becomes the parent: whoever asks would decide what is recorded,
 * and under which id. With `linkCaller` it is linked to.
 */
export function letIn(
  tracer: Tracer,
  inquiryId: string,
  version: ContractVersion,
  by: AskedBy,
  linkCaller: boolean,
): Asking {
  const route = by.way === 'shs' ? '/shs' : `/ssbtek/${version.name}`;
  const attributes = {
    'http.route': route,
    'url.path': route,
    'url.scheme': by.scheme,
    'ssbtek.inquiry.id': inquiryId,
    'ssbtek.version': version.name,
  };
  const span = tracer.start('question', attributes, { links: linkCaller ? [by.traceparent] : [] });
  return { inquiryId, version, by, span, startedAt: performance.now() };
}

/** The answer leaves. What HTTP calls a server error is one for traces too. */
export function letOut({ span }: Asking, { status }: HttpReply, outcome: InquiryOutcome): void {
  span.set({ 'http.response.status_code': status, 'ssbtek.outcome': outcome });
  span.end(status >= 500 ? outcome : undefined);
}

/** What every log line about a request carries. */
export const trailOf = ({ inquiryId, span, version }: Asking): LogFields => ({
  inquiryId,
  traceId: span.traceId,
  version: version.name,
});
