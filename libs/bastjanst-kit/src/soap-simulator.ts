import { readSoap, soapEnvelope, soapFault } from '@ssbtek/soap';
import { AGENCY_LIMITS, XmlRefused, type XmlElement, type XmlOut } from '@ssbtek/xml';
import type { AgencyResponse } from './exchange';
import { SOAP_CONTENT_TYPE, charsetOf } from './soap';
import type { SimulatedRequest } from './simulator';

/** A question that reached a simulated SOAP agency. */
export interface SoapQuestion {
  readonly header?: XmlElement;
  readonly element: XmlElement;
}

/** The question in a request, or undefined when it is not a POST with this element in a SOAP 1.1 envelope. */
export function soapQuestion(
  request: SimulatedRequest,
  expected: { readonly uri: string; readonly local: string },
): SoapQuestion | undefined {
  if (request.method !== 'POST') return undefined;
  try {
    const message = readSoap(request.body, AGENCY_LIMITS, charsetOf(request.headers['content-type']));
    if (message.body.kind !== 'element') return undefined;
    const { element } = message.body;
    if (element.uri !== expected.uri || element.local !== expected.local) return undefined;
    return { element, ...(message.header ? { header: message.header } : {}) };
  } catch (error) {
    if (error instanceof XmlRefused) return undefined;
    throw error;
  }
}

/** A SOAP answer with status 200. */
export const soapAnswer = (body: XmlOut): AgencyResponse => respond(200, 'OK', soapEnvelope(body));

/** A SOAP fault with status 500. */
export const soapFaultAnswer = (fault: Parameters<typeof soapFault>[0]): AgencyResponse =>
  respond(500, 'Internal Server Error', soapFault(fault));

/** What a simulated SOAP agency says to a request it does not understand: no code of its own, so 2001 for the caller. */
export const soapMisunderstood = (): AgencyResponse =>
  soapFaultAnswer({ faultcode: 'Client', faultstring: 'The request was not understood' });

function respond(status: number, reason: string, body: Uint8Array): AgencyResponse {
  return { status, reason, headers: { 'content-type': SOAP_CONTENT_TYPE }, body };
}

/** Text of a child element, trimmed; undefined when it is missing or empty. */
export function textOf(parent: XmlElement | undefined, local: string): string | undefined {
  return parent?.children.find((c) => c.local === local)?.text.trim() || undefined;
}
