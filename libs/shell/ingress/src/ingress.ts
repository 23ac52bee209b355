import { FAULT } from '@ssbtek/contract';
import type { ContractVersion } from '@ssbtek/contract-version';
import type { ByteBudget } from '@ssbtek/core';
import type { Incoming } from '@ssbtek/messaging';
import type { Telemetry } from '@ssbtek/telemetry';
import { refusalOf, type AdmitDeps } from './admit';
import { hasEnded, type Answered } from './answered';
import { Asks, type AskDeps, type Asked } from './ask';
import { letIn, letOut, trailOf, type AskedBy, type Asking, type Body } from './asking';
import type { Auditor } from './audit/auditor';
import { factsOf } from './audit/facts';
import { Faults } from './faults';
import type { HttpReply } from './http-reply';
import { countInTime, showDeadline } from './in-time';
import { agenciesText, type InquiryOutcome } from './inquiry-outcome';
import { read, type ReadDeps } from './read';
import { isProbe } from './probe';
import { handedOver, recorded } from './record';
import type { WayBack } from './way-back';
import { failed, write } from './write';

/** What the ingress needs from outside. */
export interface IngressDeps extends AskDeps, Omit<AdmitDeps & ReadDeps, 'faults'> {
  readonly telemetry: Telemetry;
  /** Bytes of questions in work and of answers that have not left. */
  readonly budget: Pick<ByteBudget, 'held' | 'most'>;
  readonly auditor: Auditor;
  /** Whether traces link to those of the callers. */
  readonly linkCallers: boolean;
}

/**
 * From the bytes of a question to the bytes of an answer: let in, read, admit, ask, write, record. Each step hands on to
 * the next one, or ends the inquiry with the fault that is its answer.
 */
export class Ingress {
  private readonly steps: IngressDeps & { readonly faults: Faults };
  private readonly asks: Asks;
  private inWork = 0;

  constructor(private readonly deps: IngressDeps) {
    const { metrics } = deps.telemetry;
    this.steps = { ...deps, faults: new Faults(deps.telemetry) };
    this.asks = new Asks(deps);
    metrics.gaugeFrom('inquiries_in_flight', () => [{ value: this.inWork }]);
    metrics.gauge('inquiries_in_flight_limit', deps.maxInFlight);
    showDeadline(metrics, deps.deadlineMs);
    const labels = { holder: 'ingress' };
    metrics.gaugeFrom('held_bytes', () => [{ value: deps.budget.held, labels }]);
    metrics.gauge('held_bytes_limit', deps.budget.most, labels);
  }

  get inFlight(): number {
    return this.inWork;
  }

  /** Answers one request, for as long as somebody waits for the answer. */
  async handle(
    version: ContractVersion,
    body: Body,
    charset: string | undefined,
    by: AskedBy,
    back: WayBack,
  ): Promise<void> {
    const { telemetry, maxInFlight, linkCallers } = this.deps;
    if (this.inWork >= maxInFlight) {
      await back.send(this.overloaded(version, by, 'overload'));
      return;
    }
    const asking = letIn(telemetry.tracer, version, by, back, linkCallers);
    this.inWork += 1;
    try {
      const answered = await recorded(this.steps, asking, await this.answer(asking, body, charset));
      const durationMs = performance.now() - asking.startedAt;
      const outcome = await handedOver(this.steps, asking, answered);
      this.account(asking, answered, outcome, durationMs);
      letOut(asking, answered.reply, outcome);
    } finally {
      this.inWork -= 1;
    }
  }

  /** A message of the answer topic. */
  deliver(message: Incoming): Promise<void> {
    return this.asks.deliver(message);
  }

  /** A question for which there is no room, refused before its body is read. */
  turnedAway(version: ContractVersion, by: AskedBy): HttpReply {
    return this.overloaded(version, by, 'no-room');
  }

  private async answer(asking: Asking, body: Body, charset: string | undefined): Promise<Answered> {
    const { faults } = this.steps;
    const asked = this.ask(asking, body, charset);
    if (hasEnded(asked)) return asked;
    const { question, composite } = asked;
    try {
      return write(faults, asking, question, await composite);
    } catch (error) {
      return failed(faults, asking, question, error);
    }
  }

  /** Over before anything is waited for: what waits does not hold the question. */
  private ask(asking: Asking, body: Body, charset: string | undefined): Asked | Answered {
    const question = read(this.steps, asking, body, charset);
    if (hasEnded(question)) return question;
    return refusalOf(this.steps, asking, question) ?? this.asks.ask(asking, question);
  }

  /** At once, whatever becomes of its record. */
  private overloaded(version: ContractVersion, by: AskedBy, reason: 'overload' | 'no-room'): HttpReply {
    // Strangers have been turned away before: whoever gets here is known, or nobody is (`off`).
    const ended = { outcome: 'rejected_overload', felkod: FAULT.internal.felkod } as const;
    const { inquiryId, way } = by;
    this.deps.telemetry.log.info('inquiry answered', {
      ...{ inquiryId, version: version.name, protocol: way, outcome: ended.outcome, reason },
    });
    void this.deps.auditor.note(factsOf(version, by, ended));
    return this.steps.faults.overloaded(version, reason);
  }

  /** The one line that each inquiry has in the log, and its metrics. */
  private account(asking: Asking, answered: Answered, outcome: InquiryOutcome, durationMs: number): void {
    const { metrics, log } = this.deps.telemetry;
    const { version, span } = asking;
    const labels = { version: version.name, outcome };
    if (isProbe(asking.by, answered.question)) metrics.count('probes_total', { outcome });
    else {
      metrics.count('inquiries_total', labels);
      countInTime(metrics, outcome, durationMs, this.deps.deadlineMs);
      if (outcome !== 'caller_gone')
        metrics.observe('inquiry_duration_seconds', durationMs / 1000, labels, span.traceId);
    }
    log.info('inquiry answered', {
      ...trailOf(asking),
      protocol: asking.by.way,
      outcome,
      code: answered.felkod,
      durationMs: Math.round(durationMs),
      agencies: agenciesText(answered.composite),
    });
  }
}
