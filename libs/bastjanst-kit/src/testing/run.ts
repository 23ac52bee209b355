import type { AgencyInquiry, Outcome } from '@ssbtek/core';
import { expect } from 'vitest';
import { protocolFor, type AgencyProtocol, type Bastjanst, type RequestContext } from '../bastjanst';
import type { AgencyRequest, AgencyResponse } from '../exchange';
import { PERSONAS } from '../personas';
import { simulate, type SimulationSettings } from '../simulate';
import type { DataPlace } from './compare';
import { arrived, exampleContext, exampleInquiry } from './example';

/** One way to ask the agency: usually one per protocol. */
export interface ConformanceCase {
  /** The protocol that is to be chosen. */
  readonly protocol: string;
  /** The part asked about, for a protocol that asks in parts; a case of its own for each part. */
  readonly del?: string;
  /** The question about somebody; {@link exampleInquiry} unless the protocol wants more. */
  readonly inquiry?: (personidentitet: string) => AgencyInquiry;
  readonly settings?: Readonly<Record<string, string>>;
  /** Body of the request for the example question, compared as canonical XML when `soap` is given. */
  readonly golden?: string;
  /** Given for SOAP: where the answer has its data. Adds the XML checks. */
  readonly soap?: DataPlace;
  /** True for JSON: the body is the data, byte for byte. Adds the JSON checks. */
  readonly json?: true;
  /** For other protocols: the data as it was sent, in the form of `SvarData.content`. */
  readonly sent?: (response: AgencyResponse) => Uint8Array;
  /** Statuses that the agency's own rules turn into `error`, whatever the body. */
  readonly meaningfulStatus?: (status: number) => boolean;
  /** False when the answer does not say whom it is about (TNS). */
  readonly namesPerson?: boolean;
  /** Bytes of an answer, where they are not those of a whole agency: at least and at most, and for `large`. */
  readonly size?: { readonly full: readonly [least: number, most: number]; readonly large: number };
}

/** The statuses that any JSON agency's rules turn into `error` (architecture 2 and 11). */
export const isJsonError = (status: number): boolean => status !== 200 && (status < 300 || status >= 400);

/** The agency under test, asked in one way. */
export interface Run {
  readonly bastjanst: Bastjanst;
  readonly one: ConformanceCase;
  readonly context: RequestContext;
  /** The case's question about somebody. */
  inquiry(personidentitet: string): AgencyInquiry;
  protocol(inquiry: AgencyInquiry): AgencyProtocol;
  request(inquiry: AgencyInquiry): AgencyRequest;
  /** What the simulated agency says to it. */
  respond(inquiry: AgencyInquiry, more?: Partial<SimulationSettings>): AgencyResponse;
  outcome(response: AgencyResponse, inquiry: AgencyInquiry): Outcome;
}

/** Makes the run of one case. */
export function runner(bastjanst: Bastjanst, one: ConformanceCase): Run {
  const context = exampleContext({
    ...Object.fromEntries(bastjanst.descriptor.settings.map((s) => [s.key, s.default])),
    ...one.settings,
  });
  const protocol = (inquiry: AgencyInquiry): AgencyProtocol => {
    const found = protocolFor(bastjanst, inquiry);
    if (!found) throw new Error('no protocol speaks this question');
    return found;
  };
  const request = (inquiry: AgencyInquiry): AgencyRequest =>
    protocol(inquiry).toRequest(inquiry, context, one.del);
  return {
    bastjanst,
    one,
    context,
    protocol,
    request,
    inquiry: one.inquiry ?? ((personidentitet) => exampleInquiry({ general: { personidentitet } })),
    respond: (inquiry, more = {}) =>
      simulate(bastjanst, arrived(request(inquiry), protocol(inquiry).simulatorPath), { ...context, ...more })
        .response,
    outcome: (response, inquiry) => protocol(inquiry).toOutcome(response, inquiry, one.del),
  };
}

/** The number of the persona with this name. */
export function numberOf(name: string): string {
  const persona = PERSONAS.find((p) => p.name === name);
  if (!persona) throw new Error(`no persona ${name}`);
  return persona.personidentitet;
}

/** A failure that names nothing from the question. */
export function expectBroken(outcome: Outcome, run: Run, inquiry: AgencyInquiry): void {
  expect(outcome.type).toBe('failure');
  if (outcome.type !== 'failure') return;
  expect(['malformed', 'http-status']).toContain(outcome.failure.kind);
  const { general } = run.inquiry(inquiry.general.personidentitet);
  const said = JSON.stringify(outcome.failure);
  for (const secret of [
    general.personidentitet,
    general.personidentitet.slice(2),
    general.ingivare.handlaggare,
    general.ingivare.namn,
    general.arendeidentitet,
  ])
    expect(said).not.toContain(secret);
}
