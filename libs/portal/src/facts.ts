import type { Descriptor, Persona } from '@ssbtek/bastjanst-kit';
import type { ContractVersion } from '@ssbtek/contract-version';
import type { JoinedStatus } from '@ssbtek/core';

/** Who answers for the agencies here: the simulator, the agencies' test environments, or the agencies themselves. */
export type Environment = 'simulator' | 'test' | 'production';

/** Addresses of the operators' own tools, as far as they are configured. */
export interface OperatorLinks {
  readonly dashboards?: string | undefined;
  readonly asyncapi?: string | undefined;
  readonly runbooks?: string | undefined;
}

/** What a page may know of a contract version. */
export type PortalVersion = Pick<
  ContractVersion,
  | 'name'
  | 'namespaces'
  | 'operations'
  | 'kalla'
  | 'koder'
  | 'specifikt'
  | 'readQuestion'
  | 'answerMistake'
  | 'wsdl'
  | 'files'
>;

/** All that the portal knows; none of it is about a person or a question. */
export interface Facts {
  /** Oldest first. */
  readonly versions: readonly PortalVersion[];
  /** In the contract's order. */
  readonly agencies: readonly Descriptor[];
  readonly persons: readonly Persona[];
  readonly environment: Environment;
  /** Where callers reach the mesh, without a slash at the end. */
  readonly serviceUrl: string;
  /** First closed day `YYYY-MM-DD` by the version's name. */
  readonly closings: ReadonlyMap<string, string>;
  readonly links: OperatorLinks;
  /** How the mesh is asked over SHS: its address there, and each version's product id. */
  readonly shs?: { readonly address: string; readonly products: ReadonlyMap<string, string> };
}

/** How the agencies are doing, by the word of their workers. */
export interface Status {
  /** When this is so, ms since epoch. */
  readonly at: number;
  /** Those that some worker has spoken of; the others are unknown. */
  readonly agencies: readonly JoinedStatus[];
}

/** What changes from request to request. */
export interface Moment {
  /** The day it is in Sweden, `YYYY-MM-DD`. */
  readonly today: string;
  /** Where the reader reached the portal, without a slash at the end. */
  readonly portalUrl: string;
  /** Absent where the portal does not hear the workers. */
  readonly status?: Status | undefined;
}

/** How a contract version stands on a day. */
export type Standing =
  | { readonly state: 'open' }
  | { readonly state: 'closing'; readonly day: string }
  | { readonly state: 'closed'; readonly day: string };

/** How a version stands today. */
export function standingOf({ closings }: Facts, { name }: PortalVersion, today: string): Standing {
  const day = closings.get(name);
  if (day === undefined) return { state: 'open' };
  return { state: day <= today ? 'closed' : 'closing', day };
}

/** The newest version that takes questions today. */
export const newestOpen = (facts: Facts, today: string): PortalVersion | undefined =>
  facts.versions.findLast((version) => standingOf(facts, version, today).state !== 'closed');

/** Where a version is asked. */
export const addressOf = ({ serviceUrl }: Facts, { name }: PortalVersion): string =>
  `${serviceUrl}/ssbtek/${name}`;
