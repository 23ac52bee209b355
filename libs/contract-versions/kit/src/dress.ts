import { SOAP_NS } from '@ssbtek/contract';
import { readSoap, soapFault, type SoapMessage } from '@ssbtek/soap';
import { QUESTION_LIMITS, readDocument, writeDocument, type XmlOut } from '@ssbtek/xml';
import type { VersionSpec } from './spec';

/** What stands around the elements of the contract: a SOAP envelope, or nothing. */
export interface Dress {
  /**
   * Reads a document with the question in it.
   * @throws XmlRefused
   */
  open(body: Uint8Array, charset?: string): SoapMessage;
  /** Markup in front of the answer element, and behind it. */
  readonly before: string;
  readonly after: string;
  /** A document with a fault. `detail` is the contract's own element (seed 7.1). */
  fault(fault: {
    readonly faultcode: string;
    readonly faultstring: string;
    readonly detail: XmlOut;
  }): Uint8Array;
}

/** SOAP 1.1, for the web service (sources.md 1.1). */
export const SOAP_DRESS: Dress = {
  open: (body, charset) => readSoap(body, QUESTION_LIMITS, charset),
  before: `<soap:Envelope xmlns:soap="${SOAP_NS}"><soap:Body>`,
  after: '</soap:Body></soap:Envelope>',
  fault: soapFault,
};

/** The elements as documents of their own, for SHS (sources.md 3.2). */
export const BARE_DRESS: Dress = {
  open(body, charset) {
    const document = readDocument(body, QUESTION_LIMITS, charset);
    return { document, body: { kind: 'element', element: document.root } };
  },
  before: '',
  after: '',
  fault: ({ detail }) => writeDocument(detail),
};

/** A version's particulars with the dress its documents wear. */
export interface DressedSpec extends VersionSpec {
  readonly dress: Dress;
}
