import type { ContractVersion } from '@ssbtek/contract-version';
import {
  charsetOfPart,
  readShsMessage,
  replyLabel,
  shsDatetime,
  shsFormOf,
  writeErrorMessage,
  writeShsMessage,
  type ShsEntity,
  type ShsForm,
  type ShsLabel,
  type ShsPart,
  type ShsProblem,
} from '@ssbtek/shs';
import type { Telemetry } from '@ssbtek/telemetry';
import { QUESTION_LIMITS, readXml, XmlRefused } from '@ssbtek/xml';
import { askedBy, type AskedBy } from './asking';
import { send, type DoorReply, type DoorRequest } from './doors';
import type { HttpReply } from './http-reply';
import type { Ingress } from './ingress';
import { isShsContentType, shsHttpReply, shsRefusal } from './shs-http';
import { askedIn, NOT_CONNECTED, type ShsRules } from './shs-label';

/** What the SHS door needs from outside. */
export interface ShsDoorDeps {
  readonly ingress: Pick<Ingress, 'handle'>;
  readonly rules: ShsRules;
  readonly telemetry: Telemetry;
  readonly now: () => Date;
}

/** What a message that is answered brings along. */
interface Received {
  readonly label: ShsLabel;
  readonly form: ShsForm;
  /** The customer is the label's sender. */
  readonly by: Omit<AskedBy, 'way'>;
}

/**
 * The door for synchronous SHS messages (contracts.md 3.2): label and question out of the message, the ingress' answer
 * into a reply. SSBTEK's own faults stand in normal replies; SHS errors are for what is wrong with the message itself.
 */
export class ShsDoor {
  constructor(private readonly deps: ShsDoorDeps) {}

  /** `POST /shs`. */
  async enter(request: DoorRequest, reply: DoorReply): Promise<void> {
    if (request.method !== 'POST') return send(reply.headers({ allow: 'POST' }), shsRefusal(405));
    const contentType = request.headers['content-type'] ?? '';
    const body = request.body instanceof Uint8Array ? request.body : new Uint8Array();
    const type = Array.isArray(contentType) ? (contentType[0] ?? '') : contentType;
    send(reply, await this.answer(body, type, askedBy(request)));
  }

  /** The reply to a message. */
  async answer(body: Uint8Array, contentType: string, by: Omit<AskedBy, 'way'>): Promise<HttpReply> {
    if (!isShsContentType(contentType)) return shsRefusal(415);
    const form = shsFormOf(contentType);
    const read = readShsMessage(body, contentType);
    if (read.kind === 'problem') return this.refused(read.problem, form, read.label);
    const { label, parts } = read.message;
    const { rules } = this.deps;
    const asked = askedIn(label, rules);
    if ('code' in asked) return this.refused(asked, form, label);
    // Who has not shown who they are is told only that, whatever sender they name.
    const known = by.caller.kind !== 'refused';
    if (known && rules.mayAsk?.(asked.sender) === false) return this.refused(NOT_CONNECTED, form, label);
    return this.ask(asked.version, parts[0] as ShsPart, {
      label,
      form,
      by: { ...by, customer: asked.sender },
    });
  }

  private async ask(version: ContractVersion, part: ShsPart, received: Received): Promise<HttpReply> {
    const { label, form, by } = received;
    const charset = charsetOfPart(part);
    const dressed = isEnvelope(part.content, charset) ? version : version.bare;
    const { body } = await this.deps.ingress.handle(dressed, part.content, charset, {
      ...by,
      way: 'shs',
    });
    const dataParts = [{ datapartType: part.data.datapartType, filename: 'svar.xml' }];
    const contentType = 'text/xml; charset=UTF-8; name=svar.xml';
    const out = { content: body, contentType, encoding: 'binary' } as const;
    return ok(writeShsMessage(replyLabel(label, { ...this.own(), dataParts }), [out], form));
  }

  /** In a message of its own to who can read one: who has asked a question and waits. Everybody else gets the HTTP form. */
  private refused(problem: ShsProblem, form: ShsForm, label?: ShsLabel): HttpReply {
    const { metrics, log } = this.deps.telemetry;
    metrics.count('ingress_rejections_total', { reason: `shs-${problem.code}` });
    log.info('SHS message refused', { reason: problem.info });
    if (label?.transferType !== 'synch') return shsHttpReply(problem);
    return ok(writeErrorMessage(label, { ...this.own(), ...problem }, form));
  }

  private own() {
    const { rules, now } = this.deps;
    return { self: { urn: rules.address, commonName: 'SSBTEK' }, datetime: shsDatetime(now()) };
  }
}

const ok = ({ contentType, body }: ShsEntity): HttpReply => ({
  status: 200,
  headers: { 'content-type': contentType },
  body,
});

/** A question in an envelope is answered in one. What cannot be read at all is answered bare, with fault 1001. */
function isEnvelope(content: Uint8Array, charset: string | undefined): boolean {
  try {
    return readXml(content, QUESTION_LIMITS, charset).root.local === 'Envelope';
  } catch (error) {
    if (error instanceof XmlRefused) return false;
    throw error;
  }
}
