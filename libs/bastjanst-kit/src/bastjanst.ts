import type { AgencyInquiry, Outcome } from '@ssbtek/core';
import type { Descriptor } from './descriptor';
import type { AgencyRequest, AgencyResponse } from './exchange';
import type { AgencySimulator } from './simulator';

/** What a request may be made of besides the inquiry, so that mapping stays pure. */
export interface RequestContext {
  readonly now: Date;
  /** A fresh identifier per call, for protocols that want one. */
  readonly newId: () => string;
  /** 128 random bits per call as 32 hexadecimal digits, for what nobody may foresee. */
  readonly newToken: () => string;
  /** The agency's own settings by {@link AgencySetting.key}. */
  readonly settings: Readonly<Record<string, string>>;
}

/**
 * One way to talk to an agency. An agency that changed its protocol between contract versions has several;
 * the first that speaks the question's kind is used.
 */
export interface AgencyProtocol {
  /** For logs and metrics, as the name of the service that is asked: `soap`, `shs`, `lefi-online`. */
  readonly name: string;
  /** Environment variable with the address: `SSBTEK_AGENCY_AF_URL`. */
  readonly urlVariable: string;
  /** Path of this protocol below `/<kod>` in the simulator; empty for the root. */
  readonly simulatorPath: string;
  speaks(inquiry: AgencyInquiry): boolean;
  /**
   * Names of the parts that are asked side by side, each with a call, a budget and an outcome of its own. Left out
   * for protocols that ask once; then `del` is undefined everywhere. Parts answer with `binary` data.
   */
  delar?(inquiry: AgencyInquiry): readonly string[];
  /** How many parts there are at most: what their answers need on the way is kept free. Default 1. */
  readonly mostDelar?: number;
  /** Pure. Throws only if the question cannot be expressed (failure kind `mapping`). */
  toRequest(inquiry: AgencyInquiry, context: RequestContext, del?: string): AgencyRequest;
  /**
   * Pure. Never throws: an unknown shape is a failure, never empty data. An answer that names another person
   * than the inquiry is `malformed` with reason {@link OTHER_PERSON}; see {@link namesOtherPerson}.
   */
  toOutcome(response: AgencyResponse, inquiry: AgencyInquiry, del?: string): Outcome;
}

/** An agency's test operation: answers without any person and leaves nothing in the agency's audit (sources.md 1.7). */
export interface AgencyTest {
  /** Environment variable with the address; shared with a protocol of the agency. */
  readonly urlVariable: string;
  toRequest(context: RequestContext): AgencyRequest;
  /** Pure. Never throws. `test` data when the operation answered. */
  toOutcome(response: AgencyResponse): Outcome;
}

/** An agency: everything the mesh knows about it. Each agency folder exports exactly one. */
export interface Bastjanst {
  readonly descriptor: Descriptor;
  readonly protocols: readonly AgencyProtocol[];
  /** Left out for agencies without a test operation of their own. */
  readonly test?: AgencyTest;
  readonly simulator: AgencySimulator;
}

/** The protocol for this inquiry, or undefined when the agency cannot be asked this way. */
export function protocolFor(bastjanst: Bastjanst, inquiry: AgencyInquiry): AgencyProtocol | undefined {
  return bastjanst.protocols.find((p) => p.speaks(inquiry));
}

/** In how many documents the agency's answer comes at most. */
export const mostDocuments = ({ protocols }: Bastjanst): number =>
  Math.max(...protocols.map(({ mostDelar = 1 }) => mostDelar));
