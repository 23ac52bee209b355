/** Namespace of the SOAP 1.1 envelope. */
export const SOAP_ENVELOPE = 'http://schemas.xmlsoap.org/soap/envelope/';
