import { createHash, randomBytes, randomUUID } from 'node:crypto';
import {
  forKod,
  simulate,
  spoil,
  SPOILED_ANSWERS,
  type AgencyResponse,
  type Bastjanst,
  type SimulatedRequest,
  type SocketFault,
  type SpoiledAnswer,
} from '@ssbtek/bastjanst-kit';
import { AgencyControl, type ControlSettings } from './control';

/** What the host is to do with one call. */
export interface SimulatedCall {
  readonly response: AgencyResponse;
  /** Before the answer, ms; Infinity never answers. */
  readonly delayMs: number;
  readonly socketFault?: SocketFault;
}

/** The simulated agencies by kod, each with its control. */
export class SimulatedAgencies {
  private readonly agencies: ReadonlyMap<
    string,
    { readonly bastjanst: Bastjanst; readonly control: AgencyControl }
  >;

  constructor(bastjanster: readonly Bastjanst[]) {
    this.agencies = new Map(
      bastjanster.map((bastjanst) => [bastjanst.descriptor.kod, { bastjanst, control: new AgencyControl() }]),
    );
  }

  get koder(): readonly string[] {
    return [...this.agencies.keys()];
  }

  control(kod: string): AgencyControl | undefined {
    return this.agencies.get(kod)?.control;
  }

  /** Decides one call; undefined when there is no such agency. */
  call(kod: string, request: SimulatedRequest): SimulatedCall | undefined {
    const agency = this.agencies.get(kod);
    if (!agency) return undefined;
    const { bastjanst, control } = agency;
    const settings = control.next();
    const { response, persona } = simulate(bastjanst, request, {
      now: new Date(),
      newId: randomUUID,
      newToken: () => randomBytes(16).toString('hex'),
      ...(settings.kod !== undefined && { kod: settings.kod }),
      ...(settings.bytes !== undefined && { bytes: settings.bytes }),
      ...(settings.otherPerson && { otherPerson: true }),
      ...(settings.nonce && { nonce: nonceOf(kod, bastjanst.simulator.personOf(request)) }),
    });
    const fault = settings.fault ?? (persona && forKod(persona.faults, kod));
    const delayMs = delayOf(settings, persona && forKod(persona.delayMs, kod));
    if (fault === undefined) return { response, delayMs };
    return isSpoiled(fault)
      ? { response: spoil(fault, response), delayMs }
      : { response, delayMs, socketFault: fault };
  }
}

/** Proves whose answer it is without naming the person: a checker computes it from what it asked. */
export const nonceOf = (kod: string, personidentitet: string | undefined): string =>
  `nonce-${kod}-${createHash('sha256')
    .update(`${kod}/${personidentitet ?? ''}`)
    .digest('hex')
    .slice(0, 16)}`;

const isSpoiled = (fault: string): fault is SpoiledAnswer =>
  (SPOILED_ANSWERS as readonly string[]).includes(fault);

function delayOf({ latencyMs }: ControlSettings, persona = 0): number {
  if (latencyMs === undefined) return persona;
  return latencyMs < 0 ? Number.POSITIVE_INFINITY : latencyMs;
}
