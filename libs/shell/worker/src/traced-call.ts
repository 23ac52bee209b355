import type { AgencyRequest, AgencyResponse } from '@ssbtek/bastjanst-kit';
import { failed, type Failure, type Outcome } from '@ssbtek/core';
import type { Span, Tracer } from '@ssbtek/telemetry';

/** The question that a call belongs to. */
export interface CallOrigin {
  readonly inquiryId: string;
  readonly parent: Span;
}

/** One call to an agency, as far as traces tell of it. */
export interface CallFacts {
  readonly origin: CallOrigin;
  readonly agency: string;
  /** Configured address. */
  readonly url: string;
  readonly request: AgencyRequest;
  /** Part of the question, where the agency is asked in parts. */
  readonly del?: string | undefined;
}

type Sent = { readonly response: AgencyResponse } | { readonly failure: Failure };

/** The `result` of an outcome, as metrics name it. */
export const resultOf = (outcome: Outcome): string =>
  outcome.type === 'data' ? 'data' : outcome.failure.kind;

/** The word for a failure, or undefined: an answer of the agency's own is none, whatever it says. */
export const failureWord = (outcome: Outcome): string | undefined =>
  outcome.type === 'failure' && outcome.failure.kind !== 'agency-fault' ? outcome.failure.kind : undefined;

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
    span.set({ 'ssbtek.result': 'timeout' });
    span.end('timeout');
    throw error;
  }
}

function startSpan(tracer: Tracer, { origin, agency, url, request, del }: CallFacts): Span<'call'> {
  const { hostname, port, protocol } = new URL(url);
  const attributes = {
    'http.request.method': request.method,
    'url.template': request.template,
    'server.address': hostname.replace(/[[\]]/g, ''),
    'server.port': Number(port) || (protocol === 'https:' ? 443 : 80),
    'ssbtek.agency': agency,
    'ssbtek.part': del,
    'ssbtek.inquiry.id': origin.inquiryId,
  };
  return tracer.start('call', attributes, { parent: origin.parent });
}
