import {
  documented,
  type AgencyResponse,
  type AgencySimulator,
  type Persona,
  type SimulatedCase,
  type SimulatedRequest,
} from '@ssbtek/bastjanst-kit';
import {
  isShsErrorCode,
  readShsMessage,
  replyLabel,
  SHS_ERROR_TEXTS,
  shsDatetime,
  shsHttpError,
  writeErrorMessage,
  writeShsMessage,
  type ShsEntity,
  type ShsErrorCode,
  type ShsLabel,
  type TransferEncoding,
} from '@ssbtek/shs';
import { AGENCY_LIMITS, readXml, XmlRefused, type XmlElement } from '@ssbtek/xml';
import { descriptor, FRAGA, KOMMUNFRAGA_NS } from './descriptor';
import { brokenLimit } from './limits';
import { personIn, simulatedSvar } from './simulated-svar';

const SELF = { urn: 'urn:X-shs:0000000000', commonName: 'CSN' };

/** How the answer's part is written for a persona, so that every transfer encoding of sources.md 3.1 is seen. */
const ENCODINGS: Readonly<Record<Persona['data'], TransferEncoding>> = {
  full: 'base64',
  large: 'base64',
  nothing: '7bit',
  protected: 'binary',
};

/** Prefix of a code that shall come as an administrative SHS message instead of an HTTP header. */
const ADM = 'adm:';

/**
 * CSN's SHS node as its test environment could be. Beside CSN's own codes it can be told an SHS code
 * (`UnknownReceiver` as HTTP 400, `adm:UnknownReceiver` as administrative message) or a transfer encoding (`base64`,
 * `binary`, `8bit`, `7bit`).
 */
export const simulator: AgencySimulator = {
  personOf: (request) => {
    const question = questionOf(request);
    return typeof question === 'string' ? undefined : personIn(question.fraga);
  },
  judge: (request, today) => {
    const question = questionOf(request);
    return typeof question === 'string' ? undefined : brokenLimit(question.fraga, today);
  },
  answer: (request, simulated) => {
    const question = questionOf(request);
    if (typeof question === 'string') return refusal(question);
    const { kod = '0' } = simulated;
    if (isShsErrorCode(kod)) return refusal(kod);
    if (kod.startsWith(ADM)) return ok(errorMessage(question.label, kod.slice(ADM.length), simulated));
    return ok(reply(question, kod, simulated));
  },
  misunderstood: (request) => {
    const question = questionOf(request);
    return refusal(typeof question === 'string' ? question : 'IllegalDatapartContent');
  },
};

interface Question {
  readonly label: ShsLabel;
  readonly fraga: XmlElement;
}

/** The question in a request, or why CSN's node refuses it. */
function questionOf({ method, headers, body }: SimulatedRequest): Question | ShsErrorCode {
  if (method !== 'POST') return 'IllegalMessageStructure';
  const read = readShsMessage(body, headers['content-type']);
  if (read.kind === 'problem') return read.problem.code;
  const { label, parts } = read.message;
  if (label.sequenceType !== 'request' || label.transferType !== 'synch') return 'IllegalMessageStructure';
  try {
    const fraga = readXml(parts[0]?.content ?? new Uint8Array(), AGENCY_LIMITS).root;
    return fraga.local === FRAGA && fraga.uri === KOMMUNFRAGA_NS
      ? { label, fraga }
      : 'IllegalDatapartContent';
  } catch (error) {
    if (error instanceof XmlRefused) return 'IllegalDatapartContent';
    throw error;
  }
}

function reply({ label, fraga }: Question, kod: string, simulated: SimulatedCase): ShsEntity {
  const wanted = (['base64', 'binary', '8bit', '7bit'] as const).find((one) => one === kod);
  const encoding = wanted ?? ENCODINGS[simulated.persona.data];
  const documentation = documented(descriptor, wanted ? '0' : kod);
  const result = { ...documentation, text: simulated.text ?? documentation.text };
  const content = simulatedSvar(fraga, result, simulated, encoding === '7bit');
  const facts = {
    self: SELF,
    datetime: shsDatetime(simulated.now),
    dataParts: [{ datapartType: 'xml', filename: 'svar.xml' }],
  };
  const part = { content, contentType: 'text/xml; charset=UTF-8; name=svar.xml', encoding };
  return writeShsMessage(replyLabel(label, facts), [part], simulated.newToken());
}

function errorMessage(request: ShsLabel, code: string, { now, newToken }: SimulatedCase): ShsEntity {
  const known = isShsErrorCode(code) ? code : 'OtherError';
  const facts = { self: SELF, datetime: shsDatetime(now), code: known, info: SHS_ERROR_TEXTS[known] };
  return writeErrorMessage(request, facts, newToken());
}

const ok = ({ contentType, body }: ShsEntity): AgencyResponse => ({
  status: 200,
  reason: 'OK',
  headers: { 'content-type': contentType },
  body,
});

const refusal = (code: ShsErrorCode): AgencyResponse => ({
  reason: 'Bad Request',
  ...shsHttpError({ code, info: SHS_ERROR_TEXTS[code] }),
});
