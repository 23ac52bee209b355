import { writeXml, type XmlOut } from '@ssbtek/xml';
import type { Bastjanst } from './bastjanst';
import { swedishDay } from './dates';
import { kodOf, NO_ADVICE, type AgencyKod, type Descriptor } from './descriptor';
import type { AgencyResponse } from './exchange';
import { LARGE_BYTES, forKod, personaAt, type Persona } from './persona';
import { personaOf } from './persona-of';
import { PERSONAS } from './personas';
import type { BrokenLimit, SimulatedCase, SimulatedRequest } from './simulator';

/** What the host adds to a simulated call: the control API's wishes, and a clock and identifiers. */
export interface SimulationSettings {
  readonly now: Date;
  readonly newId: () => string;
  readonly newToken: () => string;
  /** A code the agency shall answer with, whoever is asked about. */
  readonly kod?: string;
  readonly nonce?: string;
  /** Size of the answer, about, for a persona of whom everything is registered. */
  readonly bytes?: number;
  /** The answer is about somebody else than the question: the worst fault there is. */
  readonly otherPerson?: boolean;
  /** False lets questions pass that break the agency's limits. */
  readonly strict?: boolean;
}

/** A simulated call, before the host has added delay and broken transport. */
export interface Simulated {
  readonly response: AgencyResponse;
  /** As the protocol and part asked for know the person; absent when nobody was asked about. */
  readonly persona?: Persona;
  /** The limit that the question broke, where that decided the answer. */
  readonly broken?: BrokenLimit;
}

/** Lets a simulated agency answer: the whole way from request to response, without any transport. */
export function simulate(
  bastjanst: Bastjanst,
  request: SimulatedRequest,
  settings: SimulationSettings,
): Simulated {
  const { simulator, descriptor } = bastjanst;
  const { now, newId, newToken, nonce } = settings;
  const tested = simulator.test?.(request, { now, newId, newToken, ...withKod(settings.kod) });
  if (tested) return { response: tested };
  const personidentitet = simulator.personOf(request);
  if (personidentitet === undefined) return { response: simulator.misunderstood(request) };
  const asked = personaAt(personaOf(personidentitet), descriptor, simulator.targetOf?.(request));
  const persona = sized(
    settings.otherPerson ? { ...asked, personidentitet: somebodyElse(personidentitet) } : asked,
    settings.bytes,
  );
  const broken = brokenLimit(bastjanst, request, settings);
  const simulated: SimulatedCase = {
    persona,
    now,
    newId,
    newToken,
    ...(broken ?? withKod(settings.kod ?? forKod(persona.koder, descriptor.kod))),
    ...(nonce === undefined ? {} : { nonce }),
  };
  return { response: simulator.answer(request, simulated), persona, ...(broken && { broken }) };
}

/** A question that breaks a limit is refused before anybody is looked up; only who steers the agency goes before that. */
function brokenLimit(
  { simulator }: Bastjanst,
  request: SimulatedRequest,
  { kod, strict = true, now }: SimulationSettings,
): BrokenLimit | undefined {
  return kod === undefined && strict ? simulator.judge?.(request, swedishDay(now)) : undefined;
}

/** Lists as long as make an answer of about so many bytes, for somebody of whom there is anything to list. */
const sized = (persona: Persona, bytes: number | undefined): Persona =>
  bytes !== undefined && persona.data === 'full' ? { ...persona, data: 'large', bytes } : persona;

const somebodyElse = (personidentitet: string): string =>
  PERSONAS.find((persona) => persona.personidentitet !== personidentitet)?.personidentitet ?? personidentitet;

const withKod = (kod: string | undefined): { readonly kod?: string } => (kod === undefined ? {} : { kod });

/**
 * The agency's documentation of a code; one it does not document becomes an error without text.
 * @param protokoll the protocol that is to answer, where the agency's protocols have lists of their own
 */
export const documented = (descriptor: Descriptor, kod: string, protokoll?: string): AgencyKod =>
  kodOf(descriptor, kod, protokoll) ?? { kod, text: `Kod ${kod}`, becomes: 'error', advice: NO_ADVICE };

/** `YYYY-MM-DD` (UTC) so many days from a date: what simulated answers are dated with. */
export function dayFrom(now: Date, days: number): string {
  return new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10);
}

/**
 * The entries of a list in a simulated XML answer: a few, or as many as make the answer {@link LARGE_BYTES} large.
 * `make` gets the entry's number from 0.
 */
export function entriesOf(persona: Persona, few: number, make: (index: number) => XmlOut): readonly XmlOut[] {
  const count =
    persona.data === 'large' ? Math.ceil((persona.bytes ?? LARGE_BYTES) / writeXml(make(0)).length) : few;
  return Array.from({ length: count }, (_, index) => make(index));
}
