/** Name of the protocol, here and in the list of codes. */
export const SOAP = 'soap';
/** Namespace of SKV's outer question and answer; what is inside them has none (sources.md 2.4). */
export const SKV_NS = 'http://beskattningws.ws.service.bs.zg.rsv.se/';

/**
 * Document element and namespace of the question inside `forfragan`. A guess: SKV's inner schema is not public,
 * and this is the counterpart of the answer's known document element (sources.md 2.4).
 */
export const INRE_FRAGA = {
  root: 'ForfraganBeskattningsuppgifterEnligtSFS2008-975',
  namespace: 'http://xmls.skatteverket.se/se/skatteverket/zg/instans/standardiseradInformation/1.0',
} as const;
