import {
  element,
  readDocument,
  writeDocument,
  XmlRefused,
  type GateLimits,
  type XmlDocument,
  type XmlElement,
  type XmlOut,
  type XmlRule,
} from '@ssbtek/xml';
import { readFault, type SoapFault } from './fault';
import { SOAP_ENVELOPE } from './namespace';

/** A SOAP 1.1 message that passed the gate: one body element, or a fault. */
export interface SoapMessage {
  readonly document: XmlDocument;
  readonly header?: XmlElement;
  readonly body:
    | { readonly kind: 'element'; readonly element: XmlElement }
    | { readonly kind: 'fault'; readonly fault: SoapFault };
}

/**
 * Reads a SOAP 1.1 envelope with exactly one body element.
 * @throws XmlRefused (reason `schema` with a rule for a wrong envelope)
 */
export function readSoap(bytes: Uint8Array, limits: GateLimits, charset?: string): SoapMessage {
  const document = readDocument(bytes, limits, charset);
  const { header, body } = partsOf(document.root);
  const content = contentOf(body);
  return {
    document,
    ...(header && { header }),
    body: isSoap(content, 'Fault')
      ? { kind: 'fault', fault: readFault(content) }
      : { kind: 'element', element: content },
  };
}

/** An envelope around a body (and headers), as a UTF-8 document. */
export function soapEnvelope(body: XmlOut, header?: XmlOut): Uint8Array {
  return writeDocument(
    element('soap:Envelope', [header && element('soap:Header', [header]), element('soap:Body', [body])], {
      namespaces: { soap: SOAP_ENVELOPE },
    }),
  );
}

/** An envelope in another namespace than SOAP 1.1's: its fault has a code of its own (SOAP 1.1, 4.1.2). */
export class SoapVersionMismatch extends XmlRefused {
  constructor() {
    super('schema', 'Envelope', 'not SOAP 1.1');
  }
}

const wrong = (name: 'Envelope' | 'Body', rule: XmlRule) => new XmlRefused('schema', name, rule);

const isSoap = (e: XmlElement, local: string) => e.uri === SOAP_ENVELOPE && e.local === local;

/** SOAP 1.1, 4.1.1: an optional Header, then the Body. What 1.1 allows after it, WS-I BP 1.1 (R9980) and we do not. */
function partsOf(envelope: XmlElement): { readonly header?: XmlElement; readonly body: XmlElement } {
  if (envelope.local !== 'Envelope') throw wrong('Envelope', 'wrong root element');
  if (envelope.uri !== SOAP_ENVELOPE) throw new SoapVersionMismatch();
  if (hasText(envelope)) throw wrong('Envelope', 'text not expected here');
  const [first, ...rest] = envelope.children;
  const header = first && isSoap(first, 'Header') ? first : undefined;
  const [body, ...after] = header ? rest : envelope.children;
  if (!body || !isSoap(body, 'Body')) throw wrong('Envelope', 'missing Body');
  if (after.length > 0) {
    throw wrong(
      'Envelope',
      after.some((e) => isSoap(e, 'Body')) ? 'more than one Body' : 'element after Body',
    );
  }
  return header ? { header, body } : { body };
}

function contentOf(body: XmlElement): XmlElement {
  if (hasText(body)) throw wrong('Body', 'text not expected here');
  const [content, ...more] = body.children;
  if (!content) throw wrong('Body', 'missing child element');
  if (more.length > 0) throw wrong('Body', 'more than one child element');
  return content;
}

const hasText = (e: XmlElement) => /[^ \t\r\n]/.test(e.text);
