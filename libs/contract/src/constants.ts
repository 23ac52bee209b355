/** Försäkringskassan as personuppgiftsbiträde, a constant towards AF, SKV and SO (seed 6.1, 6.4, 6.5). */
export const PERSONUPPGIFTSBITRADE = {
  organisationsnummer: '162021005521',
  namn: 'Försäkringskassan',
} as const;

/** Namespace of a SOAP 1.1 envelope. */
export const SOAP_NS = 'http://schemas.xmlsoap.org/soap/envelope/';
