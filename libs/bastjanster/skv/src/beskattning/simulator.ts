import {
  documented,
  jsonAnswer,
  jsonQuestion,
  statusOf,
  type AgencyResponse,
  type SimulatedCase,
  type SimulatedRequest,
} from '@ssbtek/bastjanst-kit';
import { descriptor } from '../descriptor';
import { BESKATTNING, delOf, SIMULATOR_PATH, type Del } from './names';
import { simulatedSvar } from './simulated-svar';

/** Whether a request is for the parts: below their path, known or not. */
export const isFor = ({ path }: SimulatedRequest): boolean => path.startsWith(`${SIMULATOR_PATH}/`);

/** The part a request is for, or undefined. */
export const partOf = ({ path }: SimulatedRequest): Del | undefined =>
  delOf(path.slice(SIMULATOR_PATH.length + 1));

/** Personidentitet in a question, or undefined. */
export const personOf = (request: SimulatedRequest): string | undefined =>
  partOf(request) && questionOf(request)?.personidentitet;

/** Skatteverket's parts as its test environment could be. */
export function answer(request: SimulatedRequest, simulated: SimulatedCase): AgencyResponse {
  const del = partOf(request);
  const question = questionOf(request);
  if (!del || !question) return misunderstood(request);
  const { kod } = simulated;
  return kod === undefined ? jsonAnswer(simulatedSvar(del, question.ar, simulated)) : refusal(kod);
}

/** No part of that name, or a question that lacks the person or the years. */
export const misunderstood = (request: SimulatedRequest): AgencyResponse =>
  partOf(request) ? jsonAnswer({ meddelande: 'Frågan kunde inte tolkas.' }, 400) : refusal('404');

interface Question {
  readonly personidentitet: string;
  readonly ar: readonly number[];
}

function questionOf(request: SimulatedRequest): Question | undefined {
  const { personidentitet, ar } = jsonQuestion(request) ?? {};
  if (typeof personidentitet !== 'string' || !/^\d{12}$/.test(personidentitet)) return undefined;
  if (!Array.isArray(ar) || ar.length === 0 || !ar.every((year) => Number.isInteger(year))) return undefined;
  return { personidentitet, ar: ar as readonly number[] };
}

/** An error as the one real answer shows it: the reason phrase says it, there is no `meddelande`. */
const refusal = (kod: string): AgencyResponse => ({
  status: statusOf(kod),
  reason: documented(descriptor, kod, BESKATTNING).text,
  headers: {},
  body: new Uint8Array(),
});
