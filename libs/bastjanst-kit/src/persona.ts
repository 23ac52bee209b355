import { kodOf, type Descriptor, type Texts } from './descriptor';
import type { SimulatedFault } from './faults';

/**
 * A fictive person of the simulator. All numbers are Skatteverket's published test numbers. In the records, `fk`
 * stands for an agency, `fk/lefi-rest` for one of its protocols, `skv/beskattning/skattekonto` for one part of what a
 * protocol asks, and `*` for every agency that is not named; the most particular key counts.
 */
export interface Persona {
  readonly name: string;
  readonly personidentitet: string;
  readonly fornamn: string;
  readonly efternamn: string;
  /**
   * What the agencies know: `full` data (1.5 to 5 KB each), `nothing` registered, `protected` identity (no
   * names), `large` answer ({@link LARGE_BYTES} per agency).
   */
  readonly data: 'full' | 'nothing' | 'protected' | 'large';
  /** Size of a `large` answer, about; {@link LARGE_BYTES} unless said. */
  readonly bytes?: number;
  /** Agencies that answer with a code of their own instead. A code that a protocol does not know is none there. */
  readonly koder: Readonly<Record<string, string>>;
  /** Extra delay before the answer in ms, by agency. Infinity hangs. */
  readonly delayMs: Readonly<Record<string, number>>;
  /** Agencies that answer with broken transport. */
  readonly faults: Readonly<Record<string, SimulatedFault>>;
  /** One line for the documentation, the guide and the portal. */
  readonly shows: Texts;
}

/**
 * Size of one agency's `large` answer in bytes, about. Seven of them together, base64 encoded and encrypted,
 * still fit into one message of 4 MiB (architecture 11).
 */
export const LARGE_BYTES = 300_000;

/** Which of an agency's protocols a request is for, and which part of the question where the protocol asks in parts. */
export interface SimulatedTarget {
  readonly protokoll: string;
  readonly del?: string;
}

/** A persona's value for an agency, for one of its protocols, or for a part: the most particular there is. */
export function forKod<T>(
  values: Readonly<Record<string, T>>,
  kod: string,
  target?: SimulatedTarget,
): T | undefined {
  const protokoll = target && `${kod}/${target.protokoll}`;
  const keys = [target?.del && `${protokoll}/${target.del}`, protokoll, kod, '*'];
  const key = keys.find((one) => one !== undefined && Object.hasOwn(values, one));
  return key === undefined ? undefined : values[key];
}

/**
 * The persona as one protocol of an agency, or one part of it, knows it: what holds there stands under the agency's
 * own code.
 */
export function personaAt(persona: Persona, descriptor: Descriptor, target?: SimulatedTarget): Persona {
  const { kod } = descriptor;
  const only = <T>(values: Readonly<Record<string, T>>): Readonly<Record<string, T>> => {
    const value = forKod(values, kod, target);
    return value === undefined ? {} : { [kod]: value };
  };
  const own = forKod(persona.koder, kod, target);
  const elsewhere =
    own !== undefined && kodOf(descriptor, own) !== undefined && !kodOf(descriptor, own, target?.protokoll);
  return {
    ...persona,
    koder: elsewhere ? {} : only(persona.koder),
    delayMs: only(persona.delayMs),
    faults: only(persona.faults),
  };
}

/** Shorthand for a persona: all well, unless `more` says otherwise. */
export const persona = (
  name: string,
  personidentitet: string,
  fornamn: string,
  efternamn: string,
  shows: Texts,
  more: Partial<Persona> = {},
): Persona => ({
  name,
  personidentitet,
  fornamn,
  efternamn,
  shows,
  data: 'full',
  koder: {},
  delayMs: {},
  faults: {},
  ...more,
});
