import { v7 as newInquiryId } from 'uuid';
import { FAULT } from '@ssbtek/contract';
import {
  QuestionRefused,
  type ContractVersion,
  type Question,
  type SsbtekFault,
  type TestQuestion,
} from '@ssbtek/contract-version';
import type { Composite } from '@ssbtek/core';
import {
  BusUnavailable,
  INGRESS_GROUP_PREFIX,
  INQUIRY_TOPIC,
  REPLY_TOPIC,
  type Incoming,
  type MeshCodec,
  type MessageBus,
  type Outgoing,
  readRouting,
  type Routing,
} from '@ssbtek/messaging';
import { REFUSALS, type Caller, type Claim, type Refusal } from '@ssbtek/parties';
import { originOf, readOf, tracedRouting, writtenTo } from '@ssbtek/shell-transport';
import type { Telemetry } from '@ssbtek/telemetry';
import type { Auditor } from './audit/auditor';
import { letIn, letOut, trailOf, type AskedBy, type Asking } from './asking';
import { factsOf, type Answered } from './audit/facts';
import { answerReply, faultReply, type HttpReply } from './http-reply';
import { outcomeOf, sameKoder, type InquiryOutcome } from './inquiry-outcome';
import { PendingInquiries } from './pending';

/** A question whose publication takes longer finds the bus unreachable: fault 1002 (architecture 6). */
const PUBLISH_TIMEOUT_MS = 900;
const RETRY_AFTER_SECONDS = 1;
/** How long after the deadline an answer may still leave, ms (quality-bar, I2), less a little for the way out. */
const LATENESS_MS = 400;

/** What the ingress needs from outside. Times in ms. */
export interface IngressDeps {
  readonly bus: MessageBus;
  readonly codec: MeshCodec;
  readonly telemetry: Telemetry;
  readonly deadlineMs: number;
  readonly aggregatorMs: number;
  /** Questions in work at the same time; more are turned away at once. */
  readonly maxInFlight: number;
  /** Partition of the answer topic that this replica reads. */
  readonly replyPartition: number;
  /** Whether a caller may ask a question; undefined when it may. */
  readonly admit: (caller: Caller, claim: Claim) => Refusal | undefined;
  /** What a version answers with that is closed; undefined while it is open. */
  readonly closed: (version: ContractVersion) => SsbtekFault | undefined;
  readonly auditor: Auditor;
  /** Whether traces link to those of the callers. */
  readonly linkCallers: boolean;
}

/** From the bytes of a question to the bytes of an answer. Each failure has its one place here. */
export class Ingress {
  private readonly pending = new PendingInquiries();
  private inWork = 0;

  constructor(private readonly deps: IngressDeps) {
    const { metrics } = deps.telemetry;
    metrics.gaugeFrom('inquiries_in_flight', () => [{ value: this.inWork }]);
    // From the start, so that the first one is seen as an increase.
    metrics.count('identity_mismatches_total', { agency: 'composite' }, 0);
    metrics.count('ingress_rejections_total', { reason: 'overload' }, 0);
  }

  get inFlight(): number {
    return this.inWork;
  }

  /** Answers one request. Never rejects. */
  async handle(
    version: ContractVersion,
    body: Uint8Array,
    charset: string | undefined,
    by: AskedBy,
  ): Promise<HttpReply> {
    const inquiryId = newInquiryId();
    if (this.inWork >= this.deps.maxInFlight) return this.overloaded(inquiryId, version, by);
    const asking = letIn(this.deps.telemetry.tracer, inquiryId, version, by, this.deps.linkCallers);
    this.inWork += 1;
    try {
      const answered = await this.ask(asking, body, charset);
      const { reply, outcome } = await this.recorded(asking, answered);
      this.account(asking, outcome);
      letOut(asking, reply, outcome);
      return reply;
    } finally {
      this.inWork -= 1;
    }
  }

  /** A composite of the answer topic; those of other replicas on the same partition are skipped unopened. */
  async deliver(message: Incoming): Promise<void> {
    const { bus, codec, telemetry } = this.deps;
    const { inquiryId } = readRouting(message);
    if (!this.pending.has(inquiryId)) return;
    const waited = Math.max(0, bus.clock.now() - message.appendedAt) / 1000;
    telemetry.metrics.observe('hop_duration_seconds', waited, { hop: 'answer' });
    const read = readOf(message, INGRESS_GROUP_PREFIX);
    const span = telemetry.tracer.start('process', read, originOf(message));
    try {
      this.pending.deliver(codec.readComposite(message));
      span.end();
    } catch (error) {
      span.end('handler-failed');
      throw error;
    }
    await Promise.resolve();
  }

  /** The answer, once it is in the audit trail; else fault 1002 instead, with nothing of what the agencies said. */
  private async recorded(asking: Asking, answered: Answered): Promise<Answered> {
    const { auditor, deadlineMs } = this.deps;
    const { inquiryId, version, by, startedAt } = asking;
    const { question, composite } = answered;
    const facts = factsOf(inquiryId, version, by, answered);
    if (!question || !composite) {
      await auditor.note(facts);
      return answered;
    }
    const leftMs = deadlineMs + LATENESS_MS - (performance.now() - startedAt);
    if (await auditor.write(facts, leftMs)) return answered;
    const refused = this.failedAs(asking, question, FAULT.internal, 'audit record not written');
    await auditor.note(factsOf(inquiryId, version, by, refused));
    return refused;
  }

  private async ask(asking: Asking, body: Uint8Array, charset: string | undefined): Promise<Answered> {
    const { version, by } = asking;
    const { caller, customer } = by;
    // Whom we do not know gets no reader to try things on.
    if (caller.kind === 'refused') return this.notAdmitted(asking, caller.refusal);
    const closed = this.deps.closed(version);
    let question: Question | TestQuestion;
    try {
      question = version.readQuestion(body, charset);
    } catch (error) {
      if (closed && error instanceof QuestionRefused) return this.closed(asking, closed, error);
      return this.refused(asking, error);
    }
    if (closed) return this.closed(asking, closed, question);
    const claim = { customer: customer ?? question.iipAddress, ingivare: ingivareOf(question) };
    const refusal = this.deps.admit(caller, claim);
    if (refusal) return this.notAdmitted(asking, refusal, question);
    try {
      const composite = await this.composite(asking, question);
      if (!composite)
        return this.failedAs(asking, question, FAULT.timeout, 'no composite before the deadline');
      const body =
        question.typ === 'test'
          ? version.writeTestAnswer(question, composite)
          : version.writeAnswer(question, composite);
      return { reply: answerReply(body), outcome: outcomeOf(composite), question, composite };
    } catch (error) {
      const reason = error instanceof BusUnavailable ? 'bus unavailable' : 'unexpected';
      return this.failedAs(asking, question, FAULT.internal, reason);
    }
  }

  /** Publishes the question and waits; undefined when the deadline passed. */
  private async composite(asking: Asking, question: Question | TestQuestion): Promise<Composite | undefined> {
    const { bus, deadlineMs, aggregatorMs, replyPartition } = this.deps;
    const { inquiryId, version } = asking;
    const agencies = question.typ === 'test' ? version.koder : Object.keys(question.fragor);
    if (agencies.length === 0) return { inquiryId, outcomes: [] };
    if (!bus.connected()) throw new BusUnavailable('not connected');
    const routing = { inquiryId, agencies, budgetMs: aggregatorMs, replyPartition };
    const answer = this.pending.wait(inquiryId, deadlineMs);
    try {
      await this.publish(asking, question, routing);
    } catch (error) {
      this.pending.abandon(inquiryId);
      throw error;
    }
    const composite = await answer;
    if (composite && !sameKoder(composite, agencies)) {
      this.deps.telemetry.metrics.count('identity_mismatches_total', { agency: 'composite' });
      throw new Error('composite does not fit its question');
    }
    return composite;
  }

  /** The announcement and the question, each with a span of its own to go on from. */
  private async publish(asking: Asking, question: Question | TestQuestion, routing: Routing): Promise<void> {
    const { bus, codec, telemetry } = this.deps;
    const begin = (topic: string) =>
      telemetry.tracer.start('send', writtenTo(topic, asking.inquiryId), { parent: asking.span });
    const spans = [begin(REPLY_TOPIC), begin(INQUIRY_TOPIC)] as const;
    const opened = codec.opened(tracedRouting(routing, spans[0]));
    const asked = askedOf(codec, question, tracedRouting(routing, spans[1]));
    try {
      await bus.publish([opened, asked], PUBLISH_TIMEOUT_MS);
      for (const span of spans) span.end();
    } catch (error) {
      for (const span of spans)
        span.end(error instanceof BusUnavailable ? 'bus-unavailable' : 'message-refused');
      throw error;
    }
  }

  private refused(asking: Asking, error: unknown): Answered {
    const { version } = asking;
    if (!(error instanceof QuestionRefused)) {
      this.deps.telemetry.log.error('question could not be read', {
        ...trailOf(asking),
        reason: 'unexpected',
      });
      const reply = faultReply(version, FAULT.internal);
      return { reply, outcome: 'server_fault', felkod: FAULT.internal.felkod };
    }
    this.deps.telemetry.log.info('question refused', { ...trailOf(asking), reason: error.hint });
    const { namespace, typ, hint } = error;
    return {
      reply: faultReply(version, FAULT.invalid, { namespace, typ, hint }),
      outcome: 'client_fault',
      felkod: FAULT.invalid.felkod,
    };
  }

  /** A closed version reads a question only to see in which namespace and to which operation to say so. */
  private closed(
    asking: Asking,
    { fel, hint }: SsbtekFault,
    asked: Question | TestQuestion | QuestionRefused,
  ): Answered {
    const { metrics, log } = this.deps.telemetry;
    metrics.count('ingress_rejections_total', { reason: 'version-closed' });
    log.info('question to a closed version', trailOf(asking));
    const { namespace, typ } = asked;
    const dress = { namespace, typ, ...(hint !== undefined && { hint }) };
    const { version } = asking;
    const question = asked instanceof QuestionRefused ? undefined : asked;
    return { reply: faultReply(version, fel, dress), outcome: 'client_fault', question, felkod: fel.felkod };
  }

  private notAdmitted(asking: Asking, refusal: Refusal, question?: Question | TestQuestion): Answered {
    const { metrics, log } = this.deps.telemetry;
    metrics.count('ingress_rejections_total', { reason: refusal });
    log.info('caller refused', { ...trailOf(asking), reason: refusal });
    const dress = { namespace: question?.namespace, typ: question?.typ, hint: REFUSALS[refusal] };
    const reply = faultReply(asking.version, FAULT.invalid, dress);
    return { reply, outcome: 'auth_fault', question, felkod: FAULT.invalid.felkod, refusal };
  }

  private failedAs(
    asking: Asking,
    question: Question | TestQuestion,
    fel: (typeof FAULT)[keyof typeof FAULT],
    reason: string,
  ): Answered {
    this.deps.telemetry.log.error('inquiry failed', { ...trailOf(asking), reason });
    const { namespace, typ } = question;
    const reply = faultReply(asking.version, fel, { namespace, typ });
    return { reply, outcome: 'server_fault', question, felkod: fel.felkod };
  }

  /** At once, whatever becomes of its record: it is what shall make the load less. */
  private overloaded(inquiryId: string, version: ContractVersion, by: AskedBy): HttpReply {
    const { metrics } = this.deps.telemetry;
    const outcome = 'rejected_overload';
    void this.deps.auditor.note(factsOf(inquiryId, version, by, { outcome, felkod: FAULT.internal.felkod }));
    metrics.count('inquiries_total', { version: version.name, outcome });
    metrics.count('ingress_rejections_total', { reason: 'overload' });
    return faultReply(version, FAULT.internal, { status: 503, retryAfterSeconds: RETRY_AFTER_SECONDS });
  }

  private account(asking: Asking, outcome: InquiryOutcome): void {
    const { metrics, log } = this.deps.telemetry;
    const { version, startedAt, span } = asking;
    const labels = { version: version.name, outcome };
    const durationMs = performance.now() - startedAt;
    metrics.count('inquiries_total', labels);
    metrics.observe('inquiry_duration_seconds', durationMs / 1000, labels, span.traceId);
    log.debug('inquiry answered', { ...trailOf(asking), outcome, durationMs: Math.round(durationMs) });
  }
}

/** What the workers get: the question, or the bare wish that their test operations be called (contracts.md 1.7). */
function askedOf(codec: MeshCodec, question: Question | TestQuestion, routing: Routing): Outgoing {
  if (question.typ === 'test') return codec.test(routing);
  const { general, fragor } = question;
  return codec.inquiry({ inquiryId: routing.inquiryId, general, fragor }, routing);
}

/** Who asks by the question's own account; a test question is nobody's. */
const ingivareOf = (question: Question | TestQuestion): string | undefined =>
  question.typ === 'test' ? undefined : question.general.ingivare.organisationsnummer;
