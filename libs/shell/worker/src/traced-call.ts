import type { AgencyRequest, AgencyResponse } from '@ssbtek/bastjanst-kit';
import { failed, resultOf, type Failure, type Holding, type Outcome } from '@ssbtek/core';
import { TimeIsUp } from '@ssbtek/resilience';
import type { Span, Tracer } from '@ssbtek/telemetry';

/** The question that a call belongs to. */
export interface CallOrigin {
  readonly inquiryId: string;
  readonly parent: Span;
  /** What the answer takes of the memory that may be held. */
  readonly holding: Holding;
}

/** Where an agency's service is, as traces tell it. */
export interface Server {
  readonly address: string;
  readonly port: number;
}

/** The server of a configured address. */
export function serverOf(url: string): Server {
  const { hostname, port, protocol } = new URL(url);
  return {
    address: hostname.replace(/[[\]]/g, ''),
    port: Number(port) || (protocol === 'https:' ? 443 : 80),
  };
}

/** One call to an agency, as far as traces tell of it. */
export interface CallFacts {
  readonly origin: CallOrigin;
  readonly agency: string;
  /** Name of the protocol. */
  readonly protocol: string;
  readonly server: Server;
  readonly request: AgencyRequest;
  /** Part of the question, where the agency is asked in parts. */
  readonly del?: string | undefined;
}

type Sent = { readonly response: AgencyResponse } | { readonly failure: Failure };

/** The word for a failure, or undefined: an answer of the agency's own is none, whatever it says. */
export const failureWord = (outcome: Outcome): string | undefined =>
  outcome.type === 'failure' && outcome.failure.kind !== 'agency-fault' ? outcome.failure.kind : undefined;

/** Fixed words and numbers of a failure; an agency's own texts may quote the question and stay out. */
export function failureDetail({ failure }: Extract<Outcome, { type: 'failure' }>): {
  reason?: string;
  status?: number;
} {
  if ('reason' in failure) return { reason: failure.reason };
  return failure.kind === 'http-status' ? { status: failure.status } : {};
}

/** Makes a call in a span of its own. Rejects as `send` does: with the reason of an aborted signal. */
export async function tracedCall(
  tracer: Tracer,
  facts: CallFacts,
  send: () => Promise<Sent>,
  toOutcome: (response: AgencyResponse) => Outcome,
): Promise<Outcome> {
  const span = startSpan(tracer, facts);
  try {
    const sent = await send();
    const outcome = 'failure' in sent ? failed(sent.failure) : toOutcome(sent.response);
    const status = 'response' in sent ? sent.response.status : undefined;
    span.set({ 'http.response.status_code': status, 'ssbtek.result': resultOf(outcome) });
    span.end(failureWord(outcome) ?? (status !== undefined && status >= 400 ? String(status) : undefined));
    return outcome;
  } catch (error) {
    const kind = error instanceof TimeIsUp ? error.kind : 'timeout';
    span.set({ 'ssbtek.result': kind });
    span.end(kind);
    throw error;
  }
}

function startSpan(
  tracer: Tracer,
  { origin, agency, protocol, server, request, del }: CallFacts,
): Span<'call'> {
  const attributes = {
    'http.request.method': request.method,
    'url.template': request.template,
    'server.address': server.address,
    'server.port': server.port,
    'ssbtek.agency': agency,
    'ssbtek.protocol': protocol,
    'ssbtek.part': del,
    'ssbtek.inquiry.id': origin.inquiryId,
  };
  return tracer.start('call', attributes, { parent: origin.parent });
}
