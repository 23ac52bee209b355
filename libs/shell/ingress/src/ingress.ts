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
  type Incoming,
  type MeshCodec,
  type MessageBus,
  type Outgoing,
  readRouting,
  type Routing,
} from '@ssbtek/messaging';
import { REFUSALS, type Caller, type Claim, type Refusal } from '@ssbtek/parties';
import type { Telemetry } from '@ssbtek/telemetry';
import { answerReply, faultReply, type HttpReply } from './http-reply';
import { outcomeOf, sameKoder, type InquiryOutcome } from './inquiry-outcome';
import { PendingInquiries } from './pending';

/** A question whose publication takes longer finds the bus unreachable: fault 1002 (architecture 6). */
const PUBLISH_TIMEOUT_MS = 900;
const RETRY_AFTER_SECONDS = 1;

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
}

/** Who asks, as far as the way in tells. */
export interface AskedBy {
  readonly caller: Caller;
  /** The sender that the way in itself names, ten digits (SHS); the iip header of an envelope does the same. */
  readonly customer?: string | undefined;
}

/** From the bytes of a question to the bytes of an answer. Each failure has its one place here. */
export class Ingress {
  private readonly pending = new PendingInquiries();
  private inWork = 0;

  constructor(private readonly deps: IngressDeps) {
    deps.telemetry.metrics.gaugeFrom('inquiries_in_flight', () => [{ value: this.inWork }]);
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
    if (this.inWork >= this.deps.maxInFlight) return this.overloaded(version);
    const startedAt = performance.now();
    this.inWork += 1;
    try {
      const { reply, outcome } = await this.ask(version, body, charset, by);
      this.account(version, outcome, startedAt);
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
    this.pending.deliver(codec.readComposite(message));
    await Promise.resolve();
  }

  private async ask(
    version: ContractVersion,
    body: Uint8Array,
    charset: string | undefined,
    { caller, customer }: AskedBy,
  ) {
    // Whom we do not know gets no reader to try things on.
    if (caller.kind === 'refused') return this.notAdmitted(version, caller.refusal);
    const closed = this.deps.closed(version);
    let question: Question | TestQuestion;
    try {
      question = version.readQuestion(body, charset);
    } catch (error) {
      if (closed && error instanceof QuestionRefused) return this.closed(version, closed, error);
      return this.refused(version, error);
    }
    if (closed) return this.closed(version, closed, question);
    const claim = { customer: customer ?? question.iipAddress, ingivare: ingivareOf(question) };
    const refusal = this.deps.admit(caller, claim);
    if (refusal) return this.notAdmitted(version, refusal, question);
    try {
      const composite = await this.composite(version, question);
      if (!composite)
        return this.failedAs(version, question, FAULT.timeout, 'no composite before the deadline');
      const body =
        question.typ === 'test'
          ? version.writeTestAnswer(question, composite)
          : version.writeAnswer(question, composite);
      return { reply: answerReply(body), outcome: outcomeOf(composite) };
    } catch (error) {
      const reason = error instanceof BusUnavailable ? 'bus unavailable' : 'unexpected';
      return this.failedAs(version, question, FAULT.internal, reason);
    }
  }

  /** Publishes the question and waits; undefined when the deadline passed. */
  private async composite(
    version: ContractVersion,
    question: Question | TestQuestion,
  ): Promise<Composite | undefined> {
    const { bus, codec, deadlineMs, aggregatorMs, replyPartition } = this.deps;
    const inquiryId = newInquiryId();
    const agencies = question.typ === 'test' ? version.koder : Object.keys(question.fragor);
    if (agencies.length === 0) return { inquiryId, outcomes: [] };
    if (!bus.connected()) throw new BusUnavailable('not connected');
    const routing = { inquiryId, agencies, budgetMs: aggregatorMs, replyPartition };
    const answer = this.pending.wait(inquiryId, deadlineMs);
    try {
      await bus.publish([codec.opened(routing), askedOf(codec, question, routing)], PUBLISH_TIMEOUT_MS);
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

  private refused(version: ContractVersion, error: unknown) {
    if (!(error instanceof QuestionRefused)) {
      this.deps.telemetry.log.error('question could not be read', {
        version: version.name,
        reason: 'unexpected',
      });
      return { reply: faultReply(version, FAULT.internal), outcome: 'server_fault' as const };
    }
    this.deps.telemetry.log.info('question refused', { version: version.name, reason: error.hint });
    const { namespace, typ, hint } = error;
    return {
      reply: faultReply(version, FAULT.invalid, { namespace, typ, hint }),
      outcome: 'client_fault' as const,
    };
  }

  /** A closed version reads a question only to see in which namespace and to which operation to say so. */
  private closed(
    version: ContractVersion,
    { fel, hint }: SsbtekFault,
    { namespace, typ }: Pick<QuestionRefused, 'namespace' | 'typ'>,
  ) {
    const { metrics, log } = this.deps.telemetry;
    metrics.count('ingress_rejections_total', { reason: 'version-closed' });
    log.info('question to a closed version', { version: version.name });
    const dress = { namespace, typ, ...(hint !== undefined && { hint }) };
    return { reply: faultReply(version, fel, dress), outcome: 'client_fault' as const };
  }

  private notAdmitted(version: ContractVersion, refusal: Refusal, question?: Question | TestQuestion) {
    const { metrics, log } = this.deps.telemetry;
    metrics.count('ingress_rejections_total', { reason: refusal });
    log.info('caller refused', { version: version.name, reason: refusal });
    const dress = { namespace: question?.namespace, typ: question?.typ, hint: REFUSALS[refusal] };
    return { reply: faultReply(version, FAULT.invalid, dress), outcome: 'auth_fault' as const };
  }

  private failedAs(
    version: ContractVersion,
    { namespace, typ }: Question | TestQuestion,
    fel: (typeof FAULT)[keyof typeof FAULT],
    reason: string,
  ) {
    this.deps.telemetry.log.error('inquiry failed', { version: version.name, reason });
    return { reply: faultReply(version, fel, { namespace, typ }), outcome: 'server_fault' as const };
  }

  private overloaded(version: ContractVersion): HttpReply {
    const { metrics } = this.deps.telemetry;
    metrics.count('inquiries_total', { version: version.name, outcome: 'rejected_overload' });
    metrics.count('ingress_rejections_total', { reason: 'overload' });
    return faultReply(version, FAULT.internal, { status: 503, retryAfterSeconds: RETRY_AFTER_SECONDS });
  }

  private account(version: ContractVersion, outcome: InquiryOutcome, startedAt: number): void {
    const { metrics, log } = this.deps.telemetry;
    const labels = { version: version.name, outcome };
    const durationMs = performance.now() - startedAt;
    metrics.count('inquiries_total', labels);
    metrics.observe('inquiry_duration_seconds', durationMs / 1000, labels);
    log.debug('inquiry answered', { ...labels, durationMs: Math.round(durationMs) });
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
