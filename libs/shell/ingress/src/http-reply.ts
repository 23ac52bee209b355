import type { FelkodText } from '@ssbtek/contract';
import type { ContractVersion, EnvelopeFaultcode, QuestionTyp } from '@ssbtek/contract-version';

/** What goes back over HTTP. */
export interface HttpReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** What the doors need of an HTTP reply; the framework's reply has it. */
export interface DoorReply {
  status(code: number): DoorReply;
  headers(headers: Readonly<Record<string, string>>): DoorReply;
  send(body: Uint8Array | string): unknown;
}

/**
 * By this every answer to a question names its inquiry, faults too: whoever calls about it quotes it, and logs, traces and
 * audit trail know it by the same id.
 */
export const INQUIRY_ID_HEADER = 'x-ssbtek-inquiry-id';

/** Sends a finished reply. */
export function send(reply: DoorReply, { status, headers, body }: HttpReply): void {
  reply.status(status).headers(headers).send(body);
}

const XML = { 'content-type': 'text/xml; charset=utf-8' };

/** A successful answer; `timing` is what its Server-Timing says, or empty. */
export const answerReply = (body: Uint8Array, timing: string): HttpReply => ({
  status: 200,
  headers: { ...XML, ...(timing !== '' && { 'server-timing': timing }) },
  body,
});

/** How a fault is dressed. */
export interface FaultOptions {
  /** HTTP status, 500 unless the transport has a better one. */
  readonly status?: number;
  readonly namespace?: string | undefined;
  /** The operation that failed, where it is known. */
  readonly typ?: QuestionTyp | undefined;
  /** A second felmeddelande for the integrator; nothing personal. */
  readonly hint?: string;
  readonly retryAfterSeconds?: number;
  /** SOAP's code for what is wrong with the envelope. */
  readonly faultcode?: EnvelopeFaultcode | undefined;
}

/** A SOAP fault of SSBTEK itself (seed 7.1, architecture 8). */
export function faultReply(version: ContractVersion, fel: FelkodText, options: FaultOptions = {}): HttpReply {
  const { status = 500, namespace, typ, hint, retryAfterSeconds, faultcode } = options;
  return {
    status,
    headers: { ...XML, ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }) },
    body: version.writeFault({ fel, ...(hint !== undefined && { hint }), faultcode }, namespace, typ),
  };
}
