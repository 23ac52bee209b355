import type { AgencyResponse } from './exchange';
import { JSON_CONTENT_TYPE, readObject, type JsonObject } from './json';
import { LARGE_BYTES, type Persona } from './persona';
import { PERSONAS } from './personas';
import type { SimulatedRequest } from './simulator';

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  500: 'Internal Server Error',
};

/** The JSON object in a POST, or undefined when it is something else. */
export function jsonQuestion(request: SimulatedRequest): JsonObject | undefined {
  if (request.method !== 'POST') return undefined;
  const read = readObject(request.body);
  return typeof read === 'string' ? undefined : read;
}

/** An answer of a simulated JSON agency. */
export const jsonAnswer = (value: JsonObject, status = 200): AgencyResponse => ({
  status,
  reason: REASONS[status] ?? 'Error',
  headers: { 'content-type': JSON_CONTENT_TYPE },
  body: new TextEncoder().encode(JSON.stringify(value)),
});

/** The status that a documented code is; codes that are none of the agency's own statuses are breakdowns. */
export const statusOf = (kod: string): number => (/^[45]\d\d$/.test(kod) ? Number(kod) : 500);

/**
 * Twelve digits from a number of ten or twelve; undefined for anything else. Ten are those of a persona, else of
 * somebody born in the 1900s.
 */
export function twelveDigits(number: unknown): string | undefined {
  if (typeof number !== 'string' || !/^(?:\d{2})?\d{10}$/.test(number)) return undefined;
  if (number.length === 12) return number;
  return PERSONAS.find((p) => p.personidentitet.endsWith(number))?.personidentitet ?? `19${number}`;
}

/** Entries of a list in a simulated JSON answer: a few, or for a `large` persona about `bytes` in all. */
export function jsonEntriesOf<T>(
  persona: Persona,
  few: number,
  make: (index: number) => T,
  bytes = persona.bytes ?? LARGE_BYTES,
): readonly T[] {
  const count = persona.data === 'large' ? Math.ceil(bytes / (JSON.stringify(make(0)).length + 1)) : few;
  return Array.from({ length: count }, (_, index) => make(index));
}
