import { failed, type Outcome } from '@ssbtek/core';
import { decodeText } from '@ssbtek/xml';
import type { AgencyRequest, AgencyResponse } from './exchange';
import { httpStatus, malformed, unhealthy } from './outcome';
import { charsetOf } from './soap';

/** Content type of JSON both ways; it has no charset parameter, JSON is UTF-8. */
export const JSON_CONTENT_TYPE = 'application/json';

/** A JSON object whose members nobody has looked at yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** What a JSON agency said: the object its contract promises, or what became of it. */
export type JsonAnswer =
  | { readonly kind: 'object'; readonly object: JsonObject }
  | { readonly kind: 'failure'; readonly outcome: Outcome };

/** A question in JSON. `path` is added to the configured address, `template` is {@link AgencyRequest.template}. */
export const jsonRequest = (path: string, template: string, body: Uint8Array): AgencyRequest => ({
  method: 'POST',
  path,
  template,
  headers: { 'content-type': JSON_CONTENT_TYPE, accept: JSON_CONTENT_TYPE },
  body,
});

/**
 * One segment of a path, percent-encoded.
 * @throws Error for an empty segment, and for dots that would lead to another path
 */
export function pathSegment(text: string): string {
  if (text === '' || text === '.' || text === '..') throw new Error('not a segment of a path');
  return encodeURIComponent(text);
}

/**
 * Reads a JSON agency's answer (architecture 2 and 11). Only status 200 is data, and only when the body is an
 * object in well-formed UTF-8; a redirect is never followed; any other status is the agency's own error.
 */
export function readJsonAnswer(response: AgencyResponse): JsonAnswer {
  const { status } = response;
  if (status === 200) {
    const read = readObject(response.body);
    return typeof read === 'string'
      ? { kind: 'failure', outcome: malformed(read) }
      : { kind: 'object', object: read };
  }
  const outcome =
    status < 200 || (status >= 300 && status < 400) ? httpStatus(status) : statusFault(response);
  return { kind: 'failure', outcome };
}

/** The object in a body, or a fixed word that says why there is none. A byte order mark is let pass (RFC 8259, 8.1). */
export function readObject(body: Uint8Array): JsonObject | string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return 'not-utf8';
  }
  return objectIn(text);
}

function objectIn(text: string): JsonObject | string {
  try {
    return asObject(JSON.parse(text)) ?? 'not-an-object';
  } catch {
    return 'not-json';
  }
}

/** The value as an object; undefined for lists, texts, numbers and null. */
export const asObject = (value: unknown): JsonObject | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;

/** The objects in a value that is one or a list of them. */
export const objectsIn = (value: unknown): readonly JsonObject[] =>
  (Array.isArray(value) ? (value as readonly unknown[]) : [value])
    .map(asObject)
    .filter((one) => one !== undefined);

/**
 * The number an answer states in a member, in the form that `namesOtherPerson` takes: undefined where the member is
 * missing, and something that is nobody's number where it is neither text nor a number.
 */
export function statedNumber(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : 'unreadable';
}

/**
 * A status as the agency's own error: felkod is the status, felmeddelande the body's `meddelande`, else the reason
 * phrase. Its letters are kept whatever charset it is in (ADR 0023). A 5xx that does not say what is wrong counts against the breaker.
 */
function statusFault({ status, reason, headers, body }: AgencyResponse): Outcome {
  const read = objectIn(decodeText(body, charsetOf(headers['content-type'])));
  const meddelande = typeof read === 'string' ? undefined : read['meddelande'];
  const said = typeof meddelande === 'string' && meddelande.trim() !== '' ? meddelande : undefined;
  const outcome = failed({
    kind: 'agency-fault',
    felkod: String(status),
    felmeddelanden: [forXml(said ?? reason)],
  });
  return status >= 500 && said === undefined ? unhealthy(outcome) : outcome;
}

/** The text with what XML 1.0 cannot carry replaced: JSON can escape characters that the answer's XML forbids. */
const forXml = (text: string): string =>
  text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
