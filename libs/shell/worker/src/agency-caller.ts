import { agencyClient, type AgencyClient, type AgencyClientSettings } from '@ssbtek/agency-http';
import {
  protocolFor,
  type AgencyRequest,
  type AgencyResponse,
  type Bastjanst,
  type RequestContext,
} from '@ssbtek/bastjanst-kit';
import { failed, type AgencyInquiry, type DelOutcome, type Outcome } from '@ssbtek/core';
import type { GuardedCall } from '@ssbtek/resilience';
import type { Tracer } from '@ssbtek/telemetry';
import type { TlsTexts } from '@ssbtek/tls';
import { tracedCall, type CallOrigin } from './traced-call';

/** Where and how an agency is reached. */
export interface AgencyAccess {
  /** Addresses by the protocol's variable; undefined where the agency cannot be asked that way. */
  readonly urls: Readonly<Record<string, string | undefined>>;
  readonly http: Omit<AgencyClientSettings, 'url'>;
  /** The agency's particular settings by key. */
  readonly settings: Readonly<Record<string, string>>;
  readonly newId: () => string;
  /** The agency is not to be asked for a while. */
  readonly maintenance: boolean;
  readonly tracer: Tracer;
  /** A connection failed before a byte was sent and the call was tried again. */
  readonly onRetries: (count: number) => void;
}

/** One question to the agency, or to its test operation. */
interface Call {
  readonly urlVariable: string;
  readonly toRequest: (context: RequestContext) => AgencyRequest;
  readonly toOutcome: (response: AgencyResponse) => Outcome;
  readonly del?: string | undefined;
}

/** Asks one agency: mapping, breaker, HTTP and reading of the answer, each failure as an outcome. */
export class AgencyCaller {
  private readonly clients = new Map<string, AgencyClient>();
  private retriesReported = 0;

  constructor(
    private readonly bastjanst: Bastjanst,
    private readonly access: AgencyAccess,
    private readonly guard: GuardedCall,
  ) {
    for (const { urlVariable } of bastjanst.protocols) {
      const url = access.urls[urlVariable];
      if (url) this.clients.set(urlVariable, agencyClient({ ...access.http, url }));
    }
  }

  /** Never rejects. `budgetMs` is all the time there is. */
  async ask(inquiry: AgencyInquiry, budgetMs: number, origin: CallOrigin): Promise<Outcome> {
    if (this.access.maintenance) return failed({ kind: 'maintenance' });
    const protocol = protocolFor(this.bastjanst, inquiry);
    if (!protocol) return failed({ kind: 'mapping', reason: 'no-protocol' });
    const call = (del?: string): Promise<Outcome> =>
      this.call(
        {
          urlVariable: protocol.urlVariable,
          toRequest: (context) => protocol.toRequest(inquiry, context, del),
          toOutcome: (response) => protocol.toOutcome(response, inquiry, del),
          del,
        },
        budgetMs,
        origin,
      );
    const delar = protocol.delar?.(inquiry);
    if (!delar) return call();
    const outcomes = await Promise.all(
      delar.map(async (namn) => ({ namn, outcome: delOutcome(await call(namn)) })),
    );
    return { type: 'data', data: { form: 'delar', delar: outcomes } };
  }

  /** Calls the agency's test operation, if it has one (contracts.md 1.7). Never rejects. */
  async test(budgetMs: number, origin: CallOrigin): Promise<Outcome> {
    const { test } = this.bastjanst;
    if (this.access.maintenance) return failed({ kind: 'maintenance' });
    if (!test || !this.clients.has(test.urlVariable))
      return { type: 'data', data: { form: 'test', anropad: false } };
    return this.call(test, budgetMs, origin);
  }

  /** New connections to the agency use these certificates; calls in flight are left alone. */
  renew(tls: TlsTexts): void {
    for (const client of this.clients.values()) client.renew(tls);
  }

  async close(): Promise<void> {
    this.guard.close();
    await Promise.all([...this.clients.values()].map((client) => client.close()));
  }

  private reportRetries(): void {
    const retries = [...this.clients.values()].reduce((sum, client) => sum + client.retries(), 0);
    if (retries > this.retriesReported) this.access.onRetries(retries - this.retriesReported);
    this.retriesReported = retries;
  }

  private call(
    { urlVariable, toRequest, toOutcome, del }: Call,
    budgetMs: number,
    origin: CallOrigin,
  ): Promise<Outcome> {
    const client = this.clients.get(urlVariable);
    const url = this.access.urls[urlVariable];
    if (!client || !url) return Promise.resolve(failed({ kind: 'mapping', reason: 'no-address' }));
    const request = this.requestFor(toRequest);
    if (!request) return Promise.resolve(failed({ kind: 'mapping', reason: 'inexpressible' }));
    const facts = { origin, agency: this.bastjanst.descriptor.kod, url, request, del };
    return this.guard.run((signal) => {
      const send = () => client.send(request, signal).finally(() => this.reportRetries());
      return tracedCall(this.access.tracer, facts, send, toOutcome);
    }, budgetMs);
  }

  /** Undefined when the question cannot be put into the agency's form; the reason may quote the question, so it is not kept. */
  private requestFor(toRequest: (context: RequestContext) => AgencyRequest): AgencyRequest | undefined {
    try {
      return toRequest({ now: new Date(), newId: this.access.newId, settings: this.access.settings });
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
