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
import { askedBy, Body, type AskedBy } from './asking';
import { takeBody, type DoorRequest } from './door-request';
import { send, type DoorReply, type HttpReply } from './http-reply';
import type { Ingress } from './ingress';
import type { WayBack } from './way-back';
import { isShsContentType, shsHttpReply, shsRefusal } from './shs-http';
import { askedIn, NOT_CONNECTED, type ShsRules } from './shs-label';

/** What the SHS door needs from outside. */
export interface ShsDoorDeps {
  readonly ingress: Pick<Ingress, 'handle'>;
  readonly rules: ShsRules;
  readonly telemetry: Telemetry;
  readonly now: () => Date;
  /** 128 random bits as 32 hexadecimal digits: a caller who foresaw a boundary could end a part. */
  readonly newToken: () => string;
}

/** The question in a message. */
interface Asked {
  readonly version: ContractVersion;
  readonly body: Body;
  readonly charset: string | undefined;
}

/** Where a reply's label names its inquiry: what HTTP says, a node may not hand on. */
const META_INQUIRY_ID = 'ssbtek-inquiry-id';

/** A message that is wrong itself. */
interface Refused {
  readonly form: ShsForm;
  readonly label: ShsLabel | undefined;
  readonly inquiryId: string;
}

/** What a message that is answered brings along. */
interface Received {
  readonly label: ShsLabel;
  readonly form: ShsForm;
  readonly datapartType: string;
  /** The customer is the label's sender. */
  readonly by: Omit<AskedBy, 'way'>;
}

/**
 * The door for synchronous SHS messages (sources.md 3.2): label and question out of the message, the ingress' answer
 * into a reply. SSBTEK's own faults stand in normal replies; SHS errors are for what is wrong with the message itself.
 */
export class ShsDoor {
  constructor(private readonly deps: ShsDoorDeps) {}

  /** `POST /shs`. */
  async enter(request: DoorRequest, reply: DoorReply): Promise<void> {
    if (request.method !== 'POST') return send(reply.headers({ allow: 'POST' }), shsRefusal(405));
    const contentType = request.headers['content-type'] ?? '';
    const body = new Body(takeBody(request));
    const type = Array.isArray(contentType) ? (contentType[0] ?? '') : contentType;
    await this.answer(body, type, askedBy(request), request.back);
  }

  /** Answers a message. */
  async answer(body: Body, contentType: string, by: Omit<AskedBy, 'way'>, back: WayBack): Promise<void> {
    const refusal = await this.asked(body, contentType, by, back);
    if (refusal) await back.send(refusal);
  }

  /** Has a message's question answered; what is wrong with the message itself is returned. */
  private async asked(
    body: Body,
    contentType: string,
    by: Omit<AskedBy, 'way'>,
    back: WayBack,
  ): Promise<HttpReply | undefined> {
    if (!isShsContentType(contentType)) return shsRefusal(415);
    const form = shsFormOf(contentType);
    const read = readShsMessage(body.take(), contentType);
    const { inquiryId } = by;
    if (read.kind === 'problem') return this.refused(read.problem, { form, label: read.label, inquiryId });
    const { label, parts } = read.message;
    const { rules } = this.deps;
    const asked = askedIn(label, rules);
    if ('code' in asked) return this.refused(asked, { form, label, inquiryId });
    // Who has not shown who they are is told only that, whatever sender they name.
    const known = by.caller.kind !== 'refused';
    if (known && rules.mayAsk?.(asked.sender) === false)
      return this.refused(NOT_CONNECTED, { form, label, inquiryId });
    const part = parts[0] as ShsPart;
    const charset = charsetOfPart(part);
    const question = {
      version: isEnvelope(part.content, charset) ? asked.version : asked.version.bare,
      body: new Body(part.content),
      charset,
    };
    const { datapartType } = part.data;
    await this.ask(question, { label, form, datapartType, by: { ...by, customer: asked.sender } }, back);
    return undefined;
  }

  private async ask({ version, body, charset }: Asked, received: Received, outer: WayBack): Promise<void> {
    const back = {
      gone: outer.gone,
      send: (answer: HttpReply) => outer.send(this.reply(answer, received)),
    };
    await this.deps.ingress.handle(version, body, charset, { ...received.by, way: 'shs' }, back);
  }

  /** Faults of the ingress stand in normal replies too. */
  private reply(
    { status, headers, body }: HttpReply,
    { label, form, datapartType, by }: Received,
  ): HttpReply {
    const dataParts = [{ datapartType, filename: 'svar.xml' }];
    const contentType = 'text/xml; charset=UTF-8; name=svar.xml';
    const out = { content: body, contentType, encoding: 'binary' } as const;
    const answer = replyLabel(label, { ...this.own(by.inquiryId), dataParts });
    const message = ok(writeShsMessage(answer, [out], this.deps.newToken(), form));
    // Who is turned away for want of room is told so by HTTP as well: a node that sends again reads nothing else.
    return {
      ...message,
      status: status === 503 ? status : message.status,
      headers: { ...message.headers, ...alsoSaid(headers) },
    };
  }

  /** In a message of its own to who can read one: who has asked a question and waits. Everybody else gets the HTTP form. */
  private refused(problem: ShsProblem, { form, label, inquiryId }: Refused): HttpReply {
    const { metrics, log } = this.deps.telemetry;
    metrics.count('ingress_rejections_total', { reason: `shs-${problem.code}` });
    log.info('SHS message refused', { inquiryId, reason: problem.info });
    if (label?.transferType !== 'synch') return shsHttpReply(problem);
    return ok(writeErrorMessage(label, { ...this.own(inquiryId), ...problem }, this.deps.newToken(), form));
  }

  private own(inquiryId: string) {
    const { rules, now } = this.deps;
    return {
      self: { urn: rules.address, commonName: 'SSBTEK' },
      datetime: shsDatetime(now()),
      meta: [{ name: META_INQUIRY_ID, value: inquiryId }],
    };
  }
}

/** Headers of an answer that the message around it has, too. */
const ALSO_SAID: readonly string[] = ['retry-after', 'server-timing'];

const alsoSaid = (headers: HttpReply['headers']): HttpReply['headers'] =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => ALSO_SAID.includes(name)));

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
