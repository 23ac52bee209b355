import {
  documented,
  jsonAnswer,
  jsonQuestion,
  statusOf,
  type AgencyResponse,
  type BrokenLimit,
  type SimulatedCase,
  type SimulatedRequest,
  type SimulatedTest,
} from '@ssbtek/bastjanst-kit';
import { descriptor } from '../descriptor';
import { KLASSER, KODER, named } from './information-types';
import { DEFAULT_VERSION, LEFI_REST, readPath, type LefiPath } from './paths';
import { brokenLimit, personIn, readFraga } from './read-fraga';
import { simulatedSvar } from './simulated-svar';

/** An aktorsid that begins so is known to nobody. */
const UNKNOWN_ACTOR = /^okand/i;

/** Whether a request is for LEFI REST. */
export const isFor = ({ path }: SimulatedRequest): boolean => readPath(path) !== undefined;

/** Personidentitet in a question, or undefined. */
export const personOf = (request: SimulatedRequest): string | undefined =>
  readPath(request.path)?.operation === 'fraga' ? personIn(jsonQuestion(request)) : undefined;

/** LEFI's limits (sources.md 2.3): who is known, and how long a period may be. */
export function judge(request: SimulatedRequest): BrokenLimit | undefined {
  const unknown = unknownAt(readPath(request.path));
  if (unknown !== undefined) return { kod: unknown };
  const text = brokenLimit(jsonQuestion(request) ?? {});
  return text === undefined ? undefined : { kod: '400', text };
}

/** LEFI REST as its test environment could be: its refusals as the OpenAPI describes them, its data made up. */
export function answer(request: SimulatedRequest, simulated: SimulatedCase): AgencyResponse {
  const { now } = simulated;
  const refused = refusal(readPath(request.path), simulated);
  if (refused) return refused;
  const fraga = readFraga(jsonQuestion(request) ?? {});
  return typeof fraga === 'string' ? felsvar(400, fraga, now) : jsonAnswer(simulatedSvar(fraga, simulated));
}

/** The list of what an actor may ask about: FK's test operation. */
export function test(
  { method, path }: SimulatedRequest,
  simulated: SimulatedTest,
): AgencyResponse | undefined {
  const read = readPath(path);
  if (read?.operation !== 'typer' || method !== 'GET') return undefined;
  return refusal(read, simulated) ?? jsonAnswer(tillgangliga());
}

/** A question that is not JSON, or has no personnummer. */
export const misunderstood = (): AgencyResponse => felsvar(400, 'Felaktiga indata.');

/** What LEFI says before it looks at the question; undefined when it goes on. */
function refusal(
  path: LefiPath | undefined,
  { kod, text, now }: Pick<SimulatedCase, 'kod' | 'text' | 'now'>,
): AgencyResponse | undefined {
  const documentation = kod === undefined ? undefined : documented(descriptor, kod, LEFI_REST);
  if (documentation?.becomes === 'error')
    return felsvar(statusOf(documentation.kod), text ?? documentation.text, now);
  const unknown = unknownAt(path);
  return unknown === undefined ? undefined : error(unknown, now);
}

/** The status for a version that is not there, or an actor that nobody knows: strictness or not, nothing can be told. */
function unknownAt(path: LefiPath | undefined): '404' | '403' | undefined {
  if (path?.version !== DEFAULT_VERSION) return '404';
  return UNKNOWN_ACTOR.test(path.aktorsid) ? '403' : undefined;
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
