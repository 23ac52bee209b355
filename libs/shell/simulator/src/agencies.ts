import { createHash, randomBytes, randomUUID } from 'node:crypto';
import {
  forKod,
  simulate,
  spoil,
  SPOILED_ANSWERS,
  type AgencyResponse,
  type Bastjanst,
  type SimulatedRequest,
  type SimulatedFault,
  type SocketFault,
  type SpoiledAnswer,
} from '@ssbtek/bastjanst-kit';
import { AgencyControl, type ControlSettings } from './control';
import { Journal } from './journal';

/** What the host is to do with one call. */
export interface SimulatedCall {
  readonly response: AgencyResponse;
  /** Before the answer, ms; Infinity never answers. */
  readonly delayMs: number;
  readonly socketFault?: SocketFault;
}

/** How the agencies are played. */
export interface AgenciesOptions {
  /** Whether questions are held to the limits that agencies document, where the control API does not say. */
  readonly strict: boolean;
  /** The clock that limits and answers count from. */
  readonly now: () => Date;
}

/** One simulated agency: what it is, how it is steered, what it has been asked. */
export interface SimulatedAgency {
  readonly bastjanst: Bastjanst;
  readonly control: AgencyControl;
  readonly journal: Journal;
}

/** The simulated agencies by kod, each with its control. */
export class SimulatedAgencies {
  private readonly agencies: ReadonlyMap<string, SimulatedAgency>;

  constructor(
    bastjanster: readonly Bastjanst[],
    private readonly options: AgenciesOptions,
  ) {
    this.agencies = new Map(
      bastjanster.map((bastjanst) => [
        bastjanst.descriptor.kod,
        { bastjanst, control: new AgencyControl(options.strict), journal: new Journal() },
      ]),
    );
  }

  get koder(): readonly string[] {
    return [...this.agencies.keys()];
  }

  /** The agency, or undefined when there is no such one. */
  get(kod: string): SimulatedAgency | undefined {
    return this.agencies.get(kod);
  }

  /** Decides one call and keeps it in the journal; undefined when there is no such agency. */
  call(kod: string, request: SimulatedRequest): SimulatedCall | undefined {
    const agency = this.agencies.get(kod);
    if (!agency) return undefined;
    const { bastjanst, control, journal } = agency;
    const settings = control.next();
    const at = this.options.now();
    const { response, persona, broken } = simulate(bastjanst, request, {
      now: at,
      newId: randomUUID,
      newToken: () => randomBytes(16).toString('hex'),
      strict: settings.strict,
      ...(settings.kod !== undefined && { kod: settings.kod }),
      ...(settings.bytes !== undefined && { bytes: settings.bytes }),
      ...(settings.otherPerson && { otherPerson: true }),
      ...(settings.nonce && { nonce: nonceOf(kod, bastjanst.simulator.personOf(request)) }),
    });
    const fault = settings.fault ?? (persona && forKod(persona.faults, kod));
    const answer = fault !== undefined && isSpoiled(fault) ? spoil(fault, response) : response;
    const delayMs = delayOf(settings, persona && forKod(persona.delayMs, kod));
    journal.add(control.state.received, {
      at,
      request,
      answer,
      delayMs,
      strict: settings.strict,
      ...(broken && { broken }),
      ...(fault !== undefined && { fault }),
    });
    return {
      response: answer,
      delayMs,
      ...(fault !== undefined && !isSpoiled(fault) && { socketFault: fault }),
    };
  }
}

/** Proves whose answer it is without naming the person: a checker computes it from what it asked. */
export const nonceOf = (kod: string, personidentitet: string | undefined): string =>
  `nonce-${kod}-${createHash('sha256')
    .update(`${kod}/${personidentitet ?? ''}`)
    .digest('hex')
    .slice(0, 16)}`;

const isSpoiled = (fault: SimulatedFault): fault is SpoiledAnswer =>
  (SPOILED_ANSWERS as readonly string[]).includes(fault);

function delayOf({ latencyMs }: ControlSettings, persona = 0): number {
  if (latencyMs === undefined) return persona;
  return latencyMs < 0 ? Number.POSITIVE_INFINITY : latencyMs;
}
