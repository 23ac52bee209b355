import type { AgencyInquiry, Kod, Outcome } from '@ssbtek/core';
import type { AgencySimulator } from './simulator';

/** One HTTP request to an agency. */
export interface AgencyRequest {
  readonly method: 'POST' | 'GET';
  /** Added to the configured address; empty for SOAP endpoints. */
  readonly path: string;
  /** The path with names in braces for what is filled in: all that traces tell of it. Left out: nothing is told. */
  readonly template?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** What came back. Headers by lower-case name; the body is complete and within the size limit. */
export interface AgencyResponse {
  readonly status: number;
  /** Reason phrase as on the wire, else the standard text. */
  readonly reason: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** What a request may be made of besides the inquiry, so that mapping stays pure. */
export interface RequestContext {
  readonly now: Date;
  /** A fresh identifier per call, for protocols that want one. */
  readonly newId: () => string;
  /** The agency's own settings by {@link AgencySetting.key}. */
  readonly settings: Readonly<Record<string, string>>;
}

/** A configuration value that only this agency has: environment variable `SSBTEK_AGENCY_<KOD>_<KEY>`. */
export interface AgencySetting {
  /** Upper case with underscores: `SHS_FROM`. */
  readonly key: string;
  readonly description: string;
  readonly default: string;
  /** The value must match this as a whole. */
  readonly pattern?: RegExp;
}

/**
 * One way to talk to an agency. An agency that changed its protocol between contract versions has several;
 * the first that speaks the question's kind is used.
 */
export interface AgencyProtocol {
  /** For logs and metrics: `soap`, `shs`, `lefi-online`. */
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
  /** Pure. Throws only if the question cannot be expressed (failure kind `mapping`). */
  toRequest(inquiry: AgencyInquiry, context: RequestContext, del?: string): AgencyRequest;
  /**
   * Pure. Never throws: an unknown shape is a failure, never empty data. An answer that names another person
   * than the inquiry is `malformed` with reason {@link OTHER_PERSON}; see {@link namesOtherPerson}.
   */
  toOutcome(response: AgencyResponse, inquiry: AgencyInquiry, del?: string): Outcome;
}

/** An agency's test operation: answers without any person and leaves nothing in the agency's audit (contracts.md 1.7). */
export interface AgencyTest {
  /** Environment variable with the address; shared with a protocol of the agency. */
  readonly urlVariable: string;
  toRequest(context: RequestContext): AgencyRequest;
  /** Pure. Never throws. `test` data when the operation answered. */
  toOutcome(response: AgencyResponse): Outcome;
}

/** Facts about an agency. Data only. */
export interface Descriptor {
  readonly kod: Kod;
  /** Swedish name for people: `Arbetsförmedlingen`. */
  readonly namn: string;
  /** Element in the contract: `AF`. */
  readonly element: string;
  readonly settings: readonly AgencySetting[];
  /** Every code the contract lists for the agency (seed 7.3.3), for documentation, simulator and tests. */
  readonly koder: readonly AgencyKod[];
}

/** A code an agency is documented to answer with. */
export interface AgencyKod {
  readonly kod: string;
  readonly text: string;
  /** `data` when the contract delivers it as data, `error` when it becomes `error` with kalla BT. */
  readonly becomes: 'data' | 'error';
  /** What an integrator should do about it. */
  readonly advice: string;
  /** Name of the only {@link AgencyProtocol} that answers with it; left out where every protocol does. */
  readonly protokoll?: string;
}

/** The agency's documentation of a code, as one of its protocols means it; undefined where there is none. */
export const kodOf = ({ koder }: Descriptor, kod: string, protokoll?: string): AgencyKod | undefined =>
  koder.find((k) => k.kod === kod && (!protokoll || !k.protokoll || k.protokoll === protokoll));

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
