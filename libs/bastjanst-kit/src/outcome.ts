import { failed, type Outcome } from '@ssbtek/core';
import type { XmlCutting } from '@ssbtek/xml';
import { kodOf, type Descriptor } from './descriptor';

/** Data that was cut out of an agency's XML answer, untouched. */
export const xmlData = (cutting: XmlCutting): Outcome => ({
  type: 'data',
  data: { form: 'xml', declarations: cutting.declarations, content: cutting.content },
});

/** Data that the contract carries base64 encoded: the agency's document byte for byte. */
export const binaryData = (content: Uint8Array): Outcome => ({
  type: 'data',
  data: { form: 'binary', content },
});

/**
 * An answer that is not what the agency's contract promises.
 * @param reason a fixed word for logs and metrics, never text from a message
 */
export const malformed = (reason: string): Outcome => failed({ kind: 'malformed', reason });

/** A test operation that answered (sources.md 1.7). */
export const testAnswered = (): Outcome => ({ type: 'data', data: { form: 'test', anropad: true } });

/** An HTTP status without meaning in the agency's contract. */
export const httpStatus = (status: number): Outcome => failed({ kind: 'http-status', status });

/**
 * An error of the agency's own: kalla BT (seed 7.2). Texts are delivered as sent; where the agency sent none,
 * the text it documents for the code stands in, because the contract wants at least one.
 * @param protokoll the protocol that the agency answered over, where its protocols have lists of their own
 */
export function agencyFault(
  descriptor: Descriptor,
  felkod: string,
  texter: ReadonlyArray<string | undefined>,
  protokoll?: string,
): Outcome {
  const sent = texter.filter((text): text is string => text !== undefined && text !== '');
  const documented = kodOf(descriptor, felkod, protokoll)?.text ?? '';
  return failed({ kind: 'agency-fault', felkod, felmeddelanden: sent.length > 0 ? sent : [documented] });
}

/** An agency's own error that also says that the agency is not well: it counts against the breaker. */
export function unhealthy(outcome: Outcome): Outcome {
  if (outcome.type !== 'failure' || outcome.failure.kind !== 'agency-fault') return outcome;
  return failed({ ...outcome.failure, unhealthy: true });
}
