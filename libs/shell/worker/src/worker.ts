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
  REPLY_TOPIC,
  UnreadableMessage,
  eventType,
  readRouting,
  workerGroup,
  type Incoming,
  type MeshCodec,
  type MessageBus,
  type Routing,
} from '@ssbtek/messaging';
import { originOf, readOf, tracedRouting, writtenTo } from '@ssbtek/shell-transport';
import type { LogFields, Span, Telemetry } from '@ssbtek/telemetry';
import { failureWord, resultOf, type CallOrigin } from './traced-call';

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
  readonly ask: (inquiry: AgencyInquiry, budgetMs: number, origin: CallOrigin) => Promise<Outcome>;
  /** Calls the agency's test operation. */
  readonly test: (budgetMs: number, origin: CallOrigin) => Promise<Outcome>;
}

/** One agency's worker: reads inquiries, asks its agency, publishes exactly one partial reply each. */
export class Worker {
  private inFlight = 0;

  constructor(private readonly deps: WorkerDeps) {
    deps.telemetry.metrics.gaugeFrom('agency_requests_in_flight', () => [
      { value: this.inFlight, labels: { agency: deps.kod } },
    ]);
    // From the start, so that the first one is seen as an increase.
    const labels = { agency: deps.kod };
    deps.telemetry.metrics.count('identity_mismatches_total', labels, 0);
    deps.telemetry.metrics.count('agency_retries_total', labels, 0);
  }

  /**
   * One inquiry; done when its partial reply is acknowledged. Inquiries that do not ask this agency are
   * skipped in silence, expired ones are counted and never reach the agency (architecture 4).
   */
  async handle(message: Incoming): Promise<void> {
    const { kod, telemetry } = this.deps;
    const routing = readRouting(message);
    if (!routing.agencies.includes(kod)) return;
    const group = workerGroup(kod);
    const span = telemetry.tracer.start(
      'process',
      { ...readOf(message, group), 'ssbtek.agency': kod },
      originOf(message),
    );
    try {
      const outcome = await this.answer(message, routing, span);
      span.set({ 'ssbtek.result': outcome ? resultOf(outcome) : 'expired' });
      span.end(outcome ? failureWord(outcome) : 'expired');
    } catch (error) {
      span.end('handler-failed');
      throw error;
    }
  }

  /** Asks and sends the reply; undefined when there was no time to ask. */
  private async answer(message: Incoming, routing: Routing, span: Span): Promise<Outcome | undefined> {
    const { kod, agencyMs, bus, telemetry } = this.deps;
    const now = bus.clock.now();
    const deadlineMs = message.appendedAt + routing.budgetMs;
    const { metrics, log } = telemetry;
    const hop = { hop: 'inquiry' };
    metrics.observe('hop_duration_seconds', Math.max(0, now - message.appendedAt) / 1000, hop);
    metrics.observe('deadline_remaining_seconds', Math.max(0, deadlineMs - now) / 1000, hop);
    const returnMs = Math.min(RETURN_MAX_MS, routing.budgetMs * RETURN_SHARE);
    const budgetMs = callBudgetMs(now, deadlineMs, agencyMs, returnMs);
    const trail = { inquiryId: routing.inquiryId, traceId: span.traceId, agency: kod };
    if (budgetMs <= 0) {
      metrics.count('agency_replies_total', { agency: kod, result: 'expired' });
      log.warn('inquiry expired before the agency was asked', trail);
      return undefined;
    }
    const origin = { inquiryId: routing.inquiryId, parent: span };
    const outcome = await this.timed(trail, this.call(message, budgetMs, origin));
    await this.send({ inquiryId: routing.inquiryId, kod, outcome }, routing, deadlineMs, span);
    return outcome;
  }

  private call(message: Incoming, budgetMs: number, origin: CallOrigin): Promise<Outcome> {
    const { kod, codec, ask, test } = this.deps;
    if (eventType(message) === EVENT.test) return test(budgetMs, origin);
    const inquiry = forAgency(codec.readInquiry(message), kod);
    if (!inquiry) throw new UnreadableMessage('agencies');
    return ask(inquiry, budgetMs, origin);
  }

  private async timed(trail: LogFields, call: Promise<Outcome>): Promise<Outcome> {
    const { kod, telemetry } = this.deps;
    const { metrics, log } = telemetry;
    const startedAt = performance.now();
    this.inFlight += 1;
    const outcome = await call.finally(() => (this.inFlight -= 1));
    const seconds = (performance.now() - startedAt) / 1000;
    const result = resultOf(outcome);
    metrics.count('agency_replies_total', { agency: kod, result });
    const mismatches = mismatchesIn(outcome);
    if (mismatches > 0) metrics.count('identity_mismatches_total', { agency: kod }, mismatches);
    metrics.observe('agency_request_duration_seconds', seconds, { agency: kod, result }, trail.traceId);
    const fields = { ...trail, outcome: result, durationMs: Math.round(seconds * 1000) };
    if (outcome.type === 'data') log.debug('agency answered', fields);
    else log.warn('agency gave no data', { ...fields, ...failureDetail(outcome) });
    return outcome;
  }

  /** Sends again while somebody may still be waiting: the agency must not be asked twice for a lost reply. */
  private async send(
    partial: PartialReply,
    routing: Routing,
    deadlineMs: number,
    parent: Span,
  ): Promise<void> {
    const { bus, codec, telemetry, kod } = this.deps;
    const { inquiryId } = partial;
    const about = { ...writtenTo(REPLY_TOPIC, inquiryId), 'ssbtek.agency': kod };
    const span = telemetry.tracer.start('send', about, { parent });
    const message = codec.partial(partial, tracedRouting(routing, span));
    do {
      try {
        await bus.publish([message]);
        return span.end();
      } catch (error) {
        if (!(error instanceof BusUnavailable)) {
          span.end('message-refused');
          throw error;
        }
        await new Promise((resolve) => setTimeout(resolve, RESEND_MS));
      }
    } while (bus.clock.now() < deadlineMs);
    span.end('bus-unavailable');
    const trail = { inquiryId, traceId: parent.traceId, agency: kod };
    telemetry.log.error('partial reply could not be sent before the deadline', trail);
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
