import { decodeText } from '@ssbtek/xml';
import { isShsErrorCode, SHS_ERROR_TEXTS, ShsRefused, type ShsProblem } from './codes';
import { readManagementError } from './management';
import { charsetOfPart, readShsMessage, type ShsMessage } from './message';
import { readFieldValue } from './header';

/** Header that names the code of an SHS error in the HTTP form. */
export const SHS_ERROR_HEADER = 'x-shs-errorcode';

/** An HTTP answer of an SHS node, header names in lower case. */
export interface ShsHttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** An error that an SHS node reports; the code as sent, usually one of sources.md 3.1. */
export interface ShsReportedError {
  readonly code: string;
  readonly info: string;
}

/** What a synchronous call came back with. */
export type ShsReply =
  | { readonly kind: 'reply'; readonly message: ShsMessage }
  /** The node reports an error, in either form of sources.md 3.1. */
  | { readonly kind: 'error'; readonly error: ShsReportedError }
  /** Neither a message nor an SHS error: a proxy's page, perhaps. */
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'problem'; readonly problem: ShsProblem };

const CODE = /^[\w.:-]{1,64}$/;
const MAX_INFO = 500;

/** Reads the answer to a synchronous call: a reply, or an error in one of its two forms. */
export function readShsReply(answer: ShsHttpAnswer): ShsReply {
  const code = answer.headers[SHS_ERROR_HEADER]?.trim() ?? '';
  if (CODE.test(code)) return reported(code, plainText(answer));
  if (answer.status !== 200) return { kind: 'status', status: answer.status };
  const read = readShsMessage(answer.body, answer.headers['content-type']);
  if (read.kind === 'problem') return read;
  const { sequenceType } = read.message.label;
  if (sequenceType === 'adm') return administrative(read.message);
  if (sequenceType === 'reply') return { kind: 'reply', message: read.message };
  return {
    kind: 'problem',
    problem: { code: 'IllegalMessageStructure', info: 'the answer is not a reply' },
  };
}

function administrative({ parts }: ShsMessage): ShsReply {
  try {
    const part = parts[0] as (typeof parts)[number];
    const { errorcode, errorinfo } = readManagementError(part.content, charsetOfPart(part));
    return reported(errorcode, errorinfo ?? '');
  } catch (error) {
    if (!(error instanceof ShsRefused)) throw error;
    return { kind: 'problem', problem: { code: error.code, info: error.info } };
  }
}

function reported(code: string, text: string): ShsReply {
  const info = text.trim() || (isShsErrorCode(code) ? SHS_ERROR_TEXTS[code] : code);
  return { kind: 'error', error: { code, info } };
}

/** The text of the HTTP form; a page of some server on the way is not a text. */
function plainText({ headers, body }: ShsHttpAnswer): string {
  const { value, parameters } = readFieldValue(headers['content-type'] ?? 'text/plain');
  if (value !== 'text/plain') return '';
  return decodeText(body, parameters.get('charset')).trim().slice(0, MAX_INFO);
}

/** An SHS error in the HTTP form: status 400, the code in a header, the text as body (sources.md 3.1, form a). */
export function shsHttpError({ code, info }: ShsProblem): ShsHttpAnswer {
  return {
    status: 400,
    headers: { [SHS_ERROR_HEADER]: code, 'content-type': 'text/plain; charset=utf-8' },
    body: new TextEncoder().encode(info),
  };
}
