import {
  documented,
  jsonAnswer,
  jsonQuestion,
  statusOf,
  type AgencyResponse,
  type SimulatedCase,
  type SimulatedRequest,
  type SimulatedTest,
} from '@ssbtek/bastjanst-kit';
import { descriptor } from '../descriptor';
import { KLASSER, KODER, named } from './information-types';
import { DEFAULT_VERSION, LEFI_REST, readPath, type LefiPath } from './paths';
import { personIn, readFraga } from './read-fraga';
import { simulatedSvar } from './simulated-svar';

/** An aktorsid that begins so is known to nobody. */
const UNKNOWN_ACTOR = /^okand/i;

/** Whether a request is for LEFI REST. */
export const isFor = ({ path }: SimulatedRequest): boolean => readPath(path) !== undefined;

/** Personidentitet in a question, or undefined. */
export const personOf = (request: SimulatedRequest): string | undefined =>
  readPath(request.path)?.operation === 'fraga' ? personIn(jsonQuestion(request)) : undefined;

/** LEFI REST as its test environment could be: its refusals as the OpenAPI describes them, its data made up. */
export function answer(request: SimulatedRequest, simulated: SimulatedCase): AgencyResponse {
  const { kod, now } = simulated;
  const path = readPath(request.path);
  const refused = refusal(path, kod, now);
  if (refused) return refused;
  const fraga = readFraga(jsonQuestion(request) ?? {});
  return typeof fraga === 'string' ? felsvar(400, fraga, now) : jsonAnswer(simulatedSvar(fraga, simulated));
}

/** The list of what an actor may ask about: FK's test operation. */
export function test(
  { method, path }: SimulatedRequest,
  { kod, now }: SimulatedTest,
): AgencyResponse | undefined {
  const read = readPath(path);
  if (read?.operation !== 'typer' || method !== 'GET') return undefined;
  return refusal(read, kod, now) ?? jsonAnswer(tillgangliga());
}

/** A question that is not JSON, or has no personnummer. */
export const misunderstood = (): AgencyResponse => felsvar(400, 'Felaktiga indata.');

/** What LEFI says before it looks at the question; undefined when it goes on. */
function refusal(path: LefiPath | undefined, kod: string | undefined, now: Date): AgencyResponse | undefined {
  const documentation = kod === undefined ? undefined : documented(descriptor, kod, LEFI_REST);
  if (documentation?.becomes === 'error')
    return felsvar(statusOf(documentation.kod), documentation.text, now);
  if (path?.version !== DEFAULT_VERSION) return error('404', now);
  return UNKNOWN_ACTOR.test(path.aktorsid) ? error('403', now) : undefined;
}

const error = (kod: string, now: Date): AgencyResponse =>
  felsvar(statusOf(kod), documented(descriptor, kod, LEFI_REST).text, now);

const felsvar = (status: number, meddelande: string, now?: Date): AgencyResponse =>
  jsonAnswer({ meddelande, ...(now ? { timestamp: now.toISOString() } : {}) }, status);

const tillgangliga = () => ({
  utlamnare: [
    {
      utlamnare: { kod: 'FK', namn: 'Försäkringskassan' },
      tillstand: { kod: 'OK', beskrivning: 'Tillgänglig' },
    },
    {
      utlamnare: { kod: 'PM', namn: 'Pensionsmyndigheten' },
      tillstand: { kod: 'OK', beskrivning: 'Tillgänglig' },
    },
  ],
  ...Object.fromEntries(KLASSER.map((klass) => [klass, KODER[klass].map(named)])),
});
