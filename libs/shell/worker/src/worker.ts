import { mismatchesIn } from '@ssbtek/bastjanst-kit';
import {
  callTime,
  forAgency,
  Holding,
  resultOf,
  type AgencyInquiry,
  type ByteBudget,
  type CallTime,
  type Kod,
  type Outcome,
} from '@ssbtek/core';
import {
  EVENT,
  UnreadableMessage,
  checkTimely,
  deadlineOf,
  eventType,
  letGo,
  nobodyWaitsAfter,
  readRouting,
  workerGroup,
  type Incoming,
  type MeshCodec,
  type MessageBus,
  type Routing,
} from '@ssbtek/messaging';
import { originOf, readOf } from '@ssbtek/shell-transport';
import { sendReply } from './send-reply';
import { countFromZero, type LogFields, type Span, type Telemetry } from '@ssbtek/telemetry';
import { BegunInquiries } from './begun';
import { failureDetail, failureWord, type CallOrigin } from './traced-call';

/** Share of the join's budget that a reply needs for its way back. */
const RETURN_SHARE = 0.01;
const RETURN_MAX_MS = 200;
/** Of the join's budget: an inquiry that has lost more on its way to the worker counts as late. */
const LATE_SHARE = 1 / 3;

/** A call to the agency. */
type Call = (time: CallTime, origin: CallOrigin) => Promise<Outcome>;

/** The reply to a probe of the mesh itself: whoever reads it knows that this worker works, and the agency knows of nothing. */
const NOBODY_CALLED: Call = () => Promise.resolve({ type: 'data', data: { form: 'test', anropad: false } });

/** What is counted of a worker. */
const COUNTERS = [
  'late_arrivals_total',
  'identity_mismatches_total',
  'duplicate_inquiries_total',
  'agency_replies_total',
  'answers_dropped_total',
] as const;

/** What the worker needs from outside. */
export interface WorkerDeps {
  readonly kod: Kod;
  readonly agencyMs: number;
  readonly bus: MessageBus;
  readonly codec: MeshCodec;
  readonly telemetry: Telemetry;
  /** Bytes of answers whose replies have not been sent. */
  readonly budget: ByteBudget;
  readonly ask: (inquiry: AgencyInquiry, ...how: Parameters<Call>) => Promise<Outcome>;
  /** Calls the agency's test operation. */
  readonly test: Call;
}

/** One agency's worker: reads inquiries, asks its agency, publishes exactly one partial reply each. */
export class Worker {
  private inFlight = 0;
  private readonly begun = new BegunInquiries();

  constructor(private readonly deps: WorkerDeps) {
    deps.telemetry.metrics.gaugeFrom('agency_requests_in_flight', () => [
      { value: this.inFlight, labels: { agency: deps.kod } },
    ]);
    const holder = { holder: 'worker' };
    deps.telemetry.metrics.gaugeFrom('held_bytes', () => [{ value: deps.budget.held, labels: holder }]);
    deps.telemetry.metrics.gauge('held_bytes_limit', deps.budget.most, holder);
    const labels = { agency: deps.kod, ...holder };
    for (const counter of COUNTERS) countFromZero(deps.telemetry.metrics, counter, labels);
  }

  /**
   * One inquiry; done when its partial reply is acknowledged. Inquiries that do not ask this agency are
   * skipped in silence, expired ones are counted and never reach the agency (architecture 4), copies of one that was
   * begun here are counted and done.
   */
  async handle(message: Incoming): Promise<void> {
    const { kod, bus, telemetry } = this.deps;
    const routing = readRouting(message);
    if (!routing.agencies.includes(kod)) return;
    const call = this.read(message);
    checkTimely(message, routing);
    // From here on the message is not tried again, whatever happens: no agency is asked twice.
    letGo(message);
    const run = (): Promise<void> => this.handleOnce(message, routing, call);
    const over = this.begun.once(routing.inquiryId, message, nobodyWaitsAfter(routing), bus.clock.now(), run);
    if (!over) telemetry.metrics.count('duplicate_inquiries_total', { agency: kod });
    await over;
  }

  private async handleOnce(message: Incoming, routing: Routing, call: Call): Promise<void> {
    const { kod, telemetry } = this.deps;
    const group = workerGroup(kod);
    const span = telemetry.tracer.start(
      'process',
      { ...readOf(message, group), 'ssbtek.agency': kod },
      originOf(message),
    );
    try {
      const outcome = await this.answer(message, routing, call, span);
      span.set({ 'ssbtek.result': outcome ? resultOf(outcome) : 'expired' });
      span.end(outcome ? failureWord(outcome) : 'expired');
    } catch (error) {
      span.end('handler-failed');
      throw error;
    }
  }

  /** Asks and sends the reply; undefined when there was no time to ask. */
  private async answer(
    message: Incoming,
    routing: Routing,
    call: Call,
    span: Span,
  ): Promise<Outcome | undefined> {
    const { kod, agencyMs, bus, telemetry } = this.deps;
    const now = bus.clock.now();
    const deadlineMs = deadlineOf(message, routing);
    const { metrics, log } = telemetry;
    const hop = { hop: 'inquiry' };
    metrics.observe('hop_duration_seconds', Math.max(0, now - message.appendedAt) / 1000, hop);
    metrics.observe('deadline_remaining_seconds', Math.max(0, deadlineMs - now) / 1000, hop);
    if (deadlineMs - now < routing.budgetMs * (1 - LATE_SHARE)) metrics.count('late_arrivals_total');
    const returnMs = Math.min(RETURN_MAX_MS, routing.budgetMs * RETURN_SHARE);
    const time = callTime(now, deadlineMs, agencyMs, returnMs);
    const trail = { inquiryId: routing.inquiryId, traceId: span.traceId, agency: kod };
    if (time.atMostMs <= 0) {
      metrics.count('agency_replies_total', { agency: kod, result: 'expired' });
      log.warn('inquiry expired before the agency was asked', trail);
      return undefined;
    }
    const holding = new Holding(this.deps.budget);
    try {
      const origin = { inquiryId: routing.inquiryId, parent: span, holding };
      const answered = await this.timed(trail, call(time, origin));
      const outcome = await sendReply(answered, { ...this.deps, routing, deadlineMs, parent: span });
      metrics.count('agency_replies_total', { agency: kod, result: resultOf(outcome) });
      this.countDropped(answered);
      return outcome;
    } finally {
      holding.end();
    }
  }

  /** There was no room for the answer, or for a part of it. */
  private countDropped(answered: Outcome): void {
    if (!hasNoRoom(answered)) return;
    const labels = { agency: this.deps.kod, holder: 'worker', reason: 'no-room' };
    this.deps.telemetry.metrics.count('answers_dropped_total', labels);
  }

  /** What the message wants, once it has shown that it is of the mesh. */
  private read(message: Incoming): Call {
    const { kod, codec, ask, test } = this.deps;
    if (eventType(message) === EVENT.test) return codec.readTest(message).probe ? NOBODY_CALLED : test;
    const inquiry = forAgency(codec.readInquiry(message), kod);
    if (!inquiry) throw new UnreadableMessage('agencies');
    return (time, origin) => ask(inquiry, time, origin);
  }

  private async timed(trail: LogFields, call: Promise<Outcome>): Promise<Outcome> {
    const { kod, telemetry } = this.deps;
    const { metrics, log } = telemetry;
    const startedAt = performance.now();
    this.inFlight += 1;
    const outcome = await call.finally(() => (this.inFlight -= 1));
    const seconds = (performance.now() - startedAt) / 1000;
    const result = resultOf(outcome);
    const mismatches = mismatchesIn(outcome);
    if (mismatches > 0) metrics.count('identity_mismatches_total', { agency: kod }, mismatches);
    const fields = { ...trail, outcome: result, durationMs: Math.round(seconds * 1000) };
    if (outcome.type === 'data') log.debug('agency answered', fields);
    else log.warn('agency gave no data', { ...fields, ...failureDetail(outcome) });
    return { ...outcome, durationMs: fields.durationMs };
  }
}

function hasNoRoom(outcome: Outcome): boolean {
  if (outcome.type === 'failure') return outcome.failure.kind === 'overload';
  const { data } = outcome;
  if (data.form !== 'delar') return false;
  return data.delar.some(({ outcome: del }) => del.type === 'failure' && del.failure.kind === 'overload');
}
