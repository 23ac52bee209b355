import { FAULT } from '@ssbtek/contract';
import { QuestionRefused, type ContractVersion, type SsbtekFault } from '@ssbtek/contract-version';
import { REFUSALS, type Refusal } from '@ssbtek/parties';
import type { Telemetry } from '@ssbtek/telemetry';
import type { AnyQuestion, Answered } from './answered';
import { trailOf, type Asking } from './asking';
import { faultReply, type HttpReply } from './http-reply';

/** How a refusal is dressed that says: later. */
const OVERLOAD = { status: 503, retryAfterSeconds: 1 };

/** The answers of the ingress that are faults, each told to operators as it is made. */
export class Faults {
  constructor(private readonly telemetry: Telemetry) {
    for (const reason of ['overload', 'no-room', 'version-closed', ...Object.keys(REFUSALS)])
      telemetry.metrics.count('ingress_rejections_total', { reason }, 0);
  }

  /** A question that could not be read: by the rule that it breaks, or through a failure of ours. */
  unread(asking: Asking, error: unknown): Answered {
    const { version } = asking;
    const { log } = this.telemetry;
    if (!(error instanceof QuestionRefused)) {
      log.error('question could not be read', { ...trailOf(asking), reason: 'unexpected' });
      const reply = faultReply(version, FAULT.internal);
      return { reply, outcome: 'server_fault', felkod: FAULT.internal.felkod };
    }
    log.info('question refused', { ...trailOf(asking), reason: error.hint });
    const { namespace, typ, hint, faultcode } = error;
    return {
      reply: faultReply(version, FAULT.invalid, { namespace, typ, hint, faultcode }),
      outcome: 'client_fault',
      felkod: FAULT.invalid.felkod,
    };
  }

  /** A closed version reads a question only to see in which namespace and to which operation to say so. */
  closed(asking: Asking, { fel, hint }: SsbtekFault, asked: AnyQuestion | QuestionRefused): Answered {
    const { metrics, log } = this.telemetry;
    metrics.count('ingress_rejections_total', { reason: 'version-closed' });
    log.info('question to a closed version', trailOf(asking));
    const { namespace, typ } = asked;
    const dress = { namespace, typ, ...(hint !== undefined && { hint }) };
    const { version } = asking;
    const question = asked instanceof QuestionRefused ? undefined : asked;
    return { reply: faultReply(version, fel, dress), outcome: 'client_fault', question, felkod: fel.felkod };
  }

  /** A caller who may not ask. */
  notAdmitted(asking: Asking, refusal: Refusal, question?: AnyQuestion): Answered {
    const { metrics, log } = this.telemetry;
    metrics.count('ingress_rejections_total', { reason: refusal });
    log.info('caller refused', { ...trailOf(asking), reason: refusal });
    const dress = { namespace: question?.namespace, typ: question?.typ, hint: REFUSALS[refusal] };
    const reply = faultReply(asking.version, FAULT.invalid, dress);
    return { reply, outcome: 'auth_fault', question, felkod: FAULT.invalid.felkod, refusal };
  }

  /** A failure of ours; `reason` is fixed words. */
  failed(
    asking: Asking,
    question: AnyQuestion,
    fel: (typeof FAULT)[keyof typeof FAULT],
    reason: string,
  ): Answered {
    this.telemetry.log.error('inquiry failed', { ...trailOf(asking), reason });
    const { namespace, typ } = question;
    const reply = faultReply(asking.version, fel, { namespace, typ });
    return { reply, outcome: 'server_fault', question, felkod: fel.felkod };
  }

  /** The agencies were asked, and what they answered cannot be held: refused as overload is, with their answers. */
  noRoomForAnswer(asking: Asking, question: AnyQuestion): Answered {
    this.telemetry.metrics.count('ingress_rejections_total', { reason: 'no-room' });
    const failed = this.failed(asking, question, FAULT.internal, 'no room for the answer');
    const { namespace, typ } = question;
    return { ...failed, reply: faultReply(asking.version, FAULT.internal, { ...OVERLOAD, namespace, typ }) };
  }

  /** Turned away before anything is read: it is what shall make the load less. */
  overloaded(version: ContractVersion, reason: 'overload' | 'no-room'): HttpReply {
    const { metrics } = this.telemetry;
    metrics.count('inquiries_total', { version: version.name, outcome: 'rejected_overload' });
    metrics.count('ingress_rejections_total', { reason });
    return faultReply(version, FAULT.internal, OVERLOAD);
  }
}
