import type { Outcome } from '@ssbtek/core';
import { readSoap, soapEnvelope, type SoapFault, type SoapMessage } from '@ssbtek/soap';
import { AGENCY_LIMITS, XmlRefused, type XmlDocument, type XmlElement, type XmlOut } from '@ssbtek/xml';
import type { AgencyRequest, AgencyResponse } from './exchange';
import { httpStatus, malformed } from './outcome';

/** Content type of SOAP 1.1 both ways. */
export const SOAP_CONTENT_TYPE = 'text/xml; charset=utf-8';

/**
 * A SOAP 1.1 request. No agency's soapAction is public, so the empty one is the default (sources.md 2).
 * @param header content of the SOAP header, for the agencies that have a header of their own
 */
export function soapRequest(body: XmlOut, header?: XmlOut, soapAction = '""'): AgencyRequest {
  return {
    method: 'POST',
    path: '',
    headers: { 'content-type': SOAP_CONTENT_TYPE, soapaction: soapAction },
    body: soapEnvelope(body, header),
  };
}

/** What a SOAP agency said: the element its contract promises, a fault, or nothing usable. */
export type SoapAnswer =
  | { readonly kind: 'element'; readonly element: XmlElement; readonly document: XmlDocument }
  | { readonly kind: 'fault'; readonly fault: SoapFault; readonly status: number }
  | { readonly kind: 'failure'; readonly outcome: Outcome };

/**
 * Reads an agency's SOAP answer. A fault is a fault whatever its HTTP status; data counts only with status
 * 200; a redirect or any other status without a SOAP fault is a failure of kind `http-status`.
 */
export function readSoapAnswer(
  response: AgencyResponse,
  expected: { readonly uri: string; readonly local: string },
): SoapAnswer {
  const { status } = response;
  const failure = (outcome: Outcome): SoapAnswer => ({ kind: 'failure', outcome });
  if (status !== 200 && status < 400) return failure(httpStatus(status));
  const read = readBody(response);
  if (status === 200 && typeof read === 'string') return failure(malformed(read));
  if (typeof read !== 'string' && read.body.kind === 'fault')
    return { kind: 'fault', fault: read.body.fault, status };
  if (status !== 200 || typeof read === 'string') return failure(httpStatus(status));
  const { element } = read.body as { readonly element: XmlElement };
  if (element.local !== expected.local || element.uri !== expected.uri)
    return failure(malformed('unexpected-element'));
  return { kind: 'element', element, document: read.document };
}

function readBody(response: AgencyResponse): SoapMessage | string {
  try {
    return readSoap(response.body, AGENCY_LIMITS, charsetOf(response.headers['content-type']));
  } catch (error) {
    if (error instanceof XmlRefused) return error.reason === 'schema' ? 'not-soap' : error.reason;
    throw error;
  }
}

/** The charset parameter of a content type, or undefined when the document has to say it itself. */
export function charsetOf(contentType: string | undefined): string | undefined {
  return /;\s*charset\s*=\s*"?([^\s;,"]+)/i.exec(contentType ?? '')?.[1];
}
