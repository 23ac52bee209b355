import {
  protocolFor,
  type AgencyRequest,
  type AgencyResponse,
  type AgencyProtocol,
  type Bastjanst,
  type RequestContext,
} from '@ssbtek/bastjanst-kit';
import { failed, type AgencyInquiry, type CallTime, type DelOutcome, type Outcome } from '@ssbtek/core';
import type { Tracer } from '@ssbtek/telemetry';
import type { ClientTls } from '@ssbtek/tls';
import type { Service } from './services';
import { tracedCall, type CallOrigin } from './traced-call';

/** How an agency is asked. */
export interface AgencyAccess {
  /** The agency's particular settings by key. */
  readonly settings: Readonly<Record<string, string>>;
  readonly newId: () => string;
  readonly newToken: () => string;
  /** The agency is not to be asked for a while. */
  readonly maintenance: boolean;
  readonly tracer: Tracer;
  /** A call has ended, or could not be made. */
  readonly ended: (call: EndedCall) => void;
}

/** What is told of a call that has ended. */
export interface EndedCall {
  readonly protocol: string;
  readonly del?: string | undefined;
  readonly outcome: Outcome;
  /** How long it took, whether or not something was sent. */
  readonly seconds: number;
  readonly origin: CallOrigin;
}

/** One question to the agency, or to its test operation. */
interface Call {
  readonly protocol: AgencyProtocol;
  readonly toRequest: (context: RequestContext) => AgencyRequest;
  readonly toOutcome: (response: AgencyResponse) => Outcome;
  readonly del?: string | undefined;
}

/**
 * Asks one agency: mapping, breaker, HTTP and reading of the answer, each failure as an outcome. Each protocol goes
 * to a service of its own: one that fails says nothing about another.
 */
export class AgencyCaller {
  constructor(
    private readonly bastjanst: Bastjanst,
    private readonly access: AgencyAccess,
    /** By the name of the protocol; left out where no address is configured. */
    private readonly services: ReadonlyMap<string, Service>,
  ) {}

  /** Never rejects. */
  async ask(inquiry: AgencyInquiry, time: CallTime, origin: CallOrigin): Promise<Outcome> {
    if (this.access.maintenance) return failed({ kind: 'maintenance' });
    const protocol = protocolFor(this.bastjanst, inquiry);
    if (!protocol) return failed({ kind: 'mapping', reason: 'no-protocol' });
    const call = (del?: string): Promise<Outcome> =>
      this.call(
        {
          protocol,
          toRequest: (context) => protocol.toRequest(inquiry, context, del),
          toOutcome: (response) => protocol.toOutcome(response, inquiry, del),
          del,
        },
        time,
        origin,
      );
    const delar = protocol.delar?.(inquiry);
    if (!delar) return call();
    const outcomes = await Promise.all(
      delar.map(async (namn) => ({ namn, outcome: delOutcome(await call(namn)) })),
    );
    return { type: 'data', data: { form: 'delar', delar: outcomes } };
  }

  /** Calls the agency's test operation, if it has one (sources.md 1.7). Never rejects. */
  async test(time: CallTime, origin: CallOrigin): Promise<Outcome> {
    const { test } = this.bastjanst;
    if (this.access.maintenance) return failed({ kind: 'maintenance' });
    const protocol = this.bastjanst.protocols.find((one) => one.urlVariable === test?.urlVariable);
    if (!test || !protocol || !this.services.has(protocol.name))
      return { type: 'data', data: { form: 'test', anropad: false } };
    return this.call({ protocol, ...test }, time, origin);
  }

  /** New connections to the agency use these certificates; calls in flight are left alone. */
  renew(tls: ClientTls): void {
    for (const { client } of this.services.values()) client.renew(tls);
  }

  async close(): Promise<void> {
    for (const { guard } of this.services.values()) guard.close();
    await Promise.all([...this.services.values()].map(({ client }) => client.close()));
  }

  private async call(call: Call, time: CallTime, origin: CallOrigin): Promise<Outcome> {
    const startedAt = performance.now();
    const outcome = await this.outcomeOf(call, time, origin);
    const seconds = (performance.now() - startedAt) / 1000;
    this.access.ended({ protocol: call.protocol.name, del: call.del, outcome, seconds, origin });
    return outcome;
  }

  private outcomeOf(
    { protocol, toRequest, toOutcome, del }: Call,
    time: CallTime,
    origin: CallOrigin,
  ): Promise<Outcome> {
    const service = this.services.get(protocol.name);
    if (!service) return Promise.resolve(failed({ kind: 'mapping', reason: 'no-address' }));
    const request = this.requestFor(toRequest);
    if (!request) return Promise.resolve(failed({ kind: 'mapping', reason: 'inexpressible' }));
    const { guard, client, server } = service;
    const agency = this.bastjanst.descriptor.kod;
    const facts = { origin, agency, protocol: protocol.name, server, request, del };
    return guard.run((signal, turn) => {
      const send = () => client.send(request, signal, turn, origin.holding);
      return tracedCall(this.access.tracer, facts, send, toOutcome);
    }, time);
  }

  /** Undefined when the question cannot be put into the agency's form; the reason may quote the question, so it is not kept. */
  private requestFor(toRequest: (context: RequestContext) => AgencyRequest): AgencyRequest | undefined {
    try {
      const { newId, newToken, settings } = this.access;
      return toRequest({ now: new Date(), newId, newToken, settings });
    } catch {
      return undefined;
    }
  }
}

/** A part is a document or a failure; anything else is a mistake in the agency's folder. */
function delOutcome(outcome: Outcome): DelOutcome {
  if (outcome.type === 'failure') return outcome;
  if (outcome.data.form === 'binary') return { type: 'data', content: outcome.data.content };
  return { type: 'failure', failure: { kind: 'malformed', reason: 'part' } };
}
