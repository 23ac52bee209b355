import { persona, type Persona } from './persona';
import { PERSONAS } from './personas';

/** Anybody else: all well, with names that say nothing about the number. */
export const DEFAULT_PERSONA: Persona = persona('default', '', 'Test', 'Testsson', {
  sv: 'Varje annat nummer: alla bastjänster svarar med fulla uppgifter.',
  en: 'Any other number: every agency answers with full data.',
});

const BY_NUMBER: ReadonlyMap<string, Persona> = new Map(PERSONAS.map((p) => [p.personidentitet, p]));

/** The persona with this number; an unknown number gets {@link DEFAULT_PERSONA} with the number filled in. */
export function personaOf(personidentitet: string): Persona {
  return BY_NUMBER.get(personidentitet) ?? { ...DEFAULT_PERSONA, personidentitet };
}
