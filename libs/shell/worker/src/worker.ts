import { mismatchesIn } from '@ssbtek/bastjanst-kit';
import {
  callBudgetMs,
  forAgency,
  type AgencyInquiry,
  type Kod,
  type Outcome,
  type PartialReply,
} from '@ssbtek/core';
import {
  BusUnavailable,
  EVENT,
  UnreadableMessage,
  eventType,
  readRouting,
  type Incoming,
  type MeshCodec,
  type MessageBus,
  type Routing,
} from '@ssbtek/messaging';
import type { Telemetry } from '@ssbtek/telemetry';

/** Share of the join's budget that a reply needs for its way back. */
const RETURN_SHARE = 0.01;
const RETURN_MAX_MS = 200;
const RESEND_MS = 200;

/** What the worker needs from outside. */
export interface WorkerDeps {
  readonly kod: Kod;
  readonly agencyMs: number;
  readonly bus: MessageBus;
  readonly codec: MeshCodec;
  readonly telemetry: Telemetry;
  readonly ask: (inquiry: AgencyInquiry, budgetMs: number) => Promise<Outcome>;
  /** Calls the agency's test operation. */
  readonly test: (budgetMs: number) => Promise<Outcome>;
}

/** One agency's worker: reads inquiries, asks its agency, publishes exactly one partial reply each. */
export class Worker {
  private inFlight = 0;

  constructor(private readonly deps: WorkerDeps) {
    deps.telemetry.metrics.gaugeFrom('agency_requests_in_flight', () => [
      { value: this.inFlight, labels: { agency: deps.kod } },
    ]);
  }

  /**
   * One inquiry; done when its partial reply is acknowledged. Inquiries that do not ask this agency are
   * skipped in silence, expired ones are counted and never reach the agency (architecture 4).
   */
  async handle(message: Incoming): Promise<void> {
    const { kod, agencyMs, bus, telemetry } = this.deps;
    const routing = readRouting(message);
    if (!routing.agencies.includes(kod)) return;
    const now = bus.clock.now();
    const deadlineMs = message.appendedAt + routing.budgetMs;
    telemetry.metrics.observe('hop_duration_seconds', Math.max(0, now - message.appendedAt) / 1000, {
      hop: 'inquiry',
    });
    telemetry.metrics.observe('deadline_remaining_seconds', Math.max(0, deadlineMs - now) / 1000, {
      hop: 'inquiry',
    });
    const budgetMs = callBudgetMs(
      now,
      deadlineMs,
      agencyMs,
      Math.min(RETURN_MAX_MS, routing.budgetMs * RETURN_SHARE),
    );
    if (budgetMs <= 0) {
      telemetry.metrics.count('agency_replies_total', { agency: kod, result: 'expired' });
      telemetry.log.warn('inquiry expired before the agency was asked', {
        inquiryId: routing.inquiryId,
        agency: kod,
      });
      return;
    }
    const outcome = await this.timed(routing.inquiryId, this.call(message, budgetMs));
    await this.send({ inquiryId: routing.inquiryId, kod, outcome }, routing, deadlineMs);
  }

  private call(message: Incoming, budgetMs: number): Promise<Outcome> {
    const { kod, codec, ask, test } = this.deps;
    if (eventType(message) === EVENT.test) return test(budgetMs);
    const inquiry = forAgency(codec.readInquiry(message), kod);
    if (!inquiry) throw new UnreadableMessage('agencies');
    return ask(inquiry, budgetMs);
  }

  private async timed(inquiryId: string, call: Promise<Outcome>): Promise<Outcome> {
    const { kod, telemetry } = this.deps;
    const startedAt = performance.now();
    this.inFlight += 1;
    const outcome = await call.finally(() => (this.inFlight -= 1));
    const seconds = (performance.now() - startedAt) / 1000;
    const result = outcome.type === 'data' ? 'data' : outcome.failure.kind;
    telemetry.metrics.count('agency_replies_total', { agency: kod, result });
    const mismatches = mismatchesIn(outcome);
    if (mismatches > 0) telemetry.metrics.count('identity_mismatches_total', { agency: kod }, mismatches);
    telemetry.metrics.observe('agency_request_duration_seconds', seconds, { agency: kod, result });
    const fields = { inquiryId, agency: kod, outcome: result, durationMs: Math.round(seconds * 1000) };
    if (outcome.type === 'data') telemetry.log.debug('agency answered', fields);
    else telemetry.log.warn('agency gave no data', { ...fields, ...failureDetail(outcome) });
    return outcome;
  }

  /** Sends again while somebody may still be waiting: the agency must not be asked twice for a lost reply. */
  private async send(partial: PartialReply, routing: Routing, deadlineMs: number): Promise<void> {
    const { bus, codec, telemetry, kod } = this.deps;
    const message = codec.partial(partial, routing);
    do {
      try {
        await bus.publish([message]);
        return;
      } catch (error) {
        if (!(error instanceof BusUnavailable)) throw error;
        await new Promise((resolve) => setTimeout(resolve, RESEND_MS));
      }
    } while (bus.clock.now() < deadlineMs);
    telemetry.log.error('partial reply could not be sent before the deadline', {
      inquiryId: partial.inquiryId,
      agency: kod,
    });
  }
}

/** Fixed words and numbers of a failure; an agency's own texts may quote the question and stay out. */
function failureDetail({ failure }: Extract<Outcome, { type: 'failure' }>): {
  reason?: string;
  status?: number;
} {
  if ('reason' in failure) return { reason: failure.reason };
  return failure.kind === 'http-status' ? { status: failure.status } : {};
}
