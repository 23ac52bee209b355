import { child, element, writeDocument, type XmlElement, type XmlOut } from '@ssbtek/xml';
import { SOAP_ENVELOPE } from './namespace';

/** The codes that SOAP 1.1 itself defines (4.4.1). */
const OWN_CODES = ['VersionMismatch', 'MustUnderstand', 'Client', 'Server'] as const;
export type SoapFaultcode = (typeof OWN_CODES)[number];

const isOwn = (code: string): boolean => OWN_CODES.some((own) => own === code);

/** A SOAP 1.1 fault as it was received. faultcode and faultstring as sent, white space trimmed. */
export interface SoapFault {
  readonly faultcode: string;
  readonly faultstring: string;
  /** The detail element itself. */
  readonly detail?: XmlElement;
}

/** Reads a Fault element. Its children are unqualified in SOAP 1.1; some stacks qualify them, which is tolerated. */
export function readFault(fault: XmlElement): SoapFault {
  const part = (local: string) => child(fault, local, '') ?? child(fault, local, SOAP_ENVELOPE);
  const detail = part('detail');
  return {
    faultcode: part('faultcode')?.text.trim() ?? '',
    faultstring: part('faultstring')?.text.trim() ?? '',
    ...(detail && { detail }),
  };
}

/**
 * A whole envelope with a fault, as a UTF-8 document.
 * SOAP 1.1's own codes become `soap:Client` and so on; any other faultcode goes out as it is.
 * `detail` is the content of the detail element.
 */
export function soapFault(fault: {
  readonly faultcode: SoapFaultcode | (string & {});
  readonly faultstring: string;
  readonly detail?: XmlOut;
}): Uint8Array {
  const out = element('soap:Fault', [
    element('faultcode', isOwn(fault.faultcode) ? `soap:${fault.faultcode}` : fault.faultcode),
    element('faultstring', fault.faultstring),
    fault.detail && element('detail', [fault.detail]),
  ]);
  return writeDocument(
    element('soap:Envelope', [element('soap:Body', [out])], { namespaces: { soap: SOAP_ENVELOPE } }),
  );
}
