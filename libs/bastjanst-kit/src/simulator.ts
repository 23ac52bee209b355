import type { AgencyResponse } from './exchange';
import type { Persona, SimulatedTarget } from './persona';

/** A request that reached the simulated agency. `path` is what follows `/<kod>`. */
export interface SimulatedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** What the simulated agency is to do with a request. */
export interface SimulatedCase {
  readonly persona: Persona;
  /** A documented code the agency shall answer with (control API or persona), instead of the persona's data. */
  readonly kod?: string;
  /** What the agency says with {@link kod}, where that is not the documented text. */
  readonly text?: string;
  /** Text put into the answer where the agency has a free text field, so that a checker can prove whose answer it is. */
  readonly nonce?: string;
  readonly now: Date;
  readonly newId: () => string;
  /** 128 random bits per call as 32 hexadecimal digits, for what nobody may foresee. */
  readonly newToken: () => string;
}

/** A call of the agency's test operation: nobody is asked about. */
export type SimulatedTest = Omit<SimulatedCase, 'persona' | 'nonce' | 'text'>;

/** What an agency finds wrong with a question by the limits that it documents. */
export interface BrokenLimit {
  /** One of its documented codes. */
  readonly kod: string;
  /** What it says, where a code has several texts. */
  readonly text?: string;
}

/** A simulated agency: pure rules from request and persona to response, over the agency's real protocol. */
export interface AgencySimulator {
  /** Personidentitet (12 digits) asked about, or undefined when the request is not one this agency understands. */
  personOf(request: SimulatedRequest): string | undefined;
  /** Left out by agencies with one protocol and no parts. */
  targetOf?(request: SimulatedRequest): SimulatedTarget | undefined;
  /** The test operation's answer, or undefined when the request is for something else (sources.md 1.7). */
  test?(request: SimulatedRequest, simulated: SimulatedTest): AgencyResponse | undefined;
  /**
   * The first documented limit that a question breaks (sources.md 2), or undefined. Left out by agencies that document
   * none. Called only after {@link personOf} found a person.
   * @param today the day it is in Sweden, `YYYY-MM-DD`
   */
  judge?(request: SimulatedRequest, today: string): BrokenLimit | undefined;
  /** The answer. Called only after {@link personOf} found a person. */
  answer(request: SimulatedRequest, simulated: SimulatedCase): AgencyResponse;
  /** What the agency says to a request it does not understand. */
  misunderstood(request: SimulatedRequest): AgencyResponse;
}
