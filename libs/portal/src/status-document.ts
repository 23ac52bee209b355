import type { Descriptor } from '@ssbtek/bastjanst-kit';
import type { JoinedService, JoinedStatus, JoinedWord } from '@ssbtek/core';
import type { Facts, Moment, Status } from './facts';

/** Version of the document's form: a field that is new does not change it. */
const FORM = 1;

/** `/status.json`, for machines. Times are ISO 8601 in UTC. */
export interface StatusDocument {
  readonly form: typeof FORM;
  /** When this was so. */
  readonly at: string | null;
  /** Whether the portal hears the workers at all. */
  readonly connected: boolean;
  readonly agencies: readonly AgencyDocument[];
  /** First closed days of contract versions, Swedish time. */
  readonly closings: readonly { readonly version: string; readonly day: string }[];
}

interface AgencyDocument {
  readonly kod: string;
  readonly element: string;
  readonly namn: string;
  readonly word: JoinedWord;
  readonly since: string | null;
  readonly workers: number;
  readonly services: readonly {
    readonly name: string;
    readonly breaker: JoinedService['breaker'];
    readonly calls: number;
    readonly timeouts: number;
    readonly errors: number;
    readonly p50Ms: number | null;
  }[];
  readonly history: readonly { readonly since: string; readonly word: JoinedWord }[];
}

const iso = (at: number): string => new Date(at).toISOString();
const share = (value: number): number => Math.round(value * 1000) / 1000;

/** How an agency is doing; unknown where no worker has said anything. */
export const statusOf = (status: Status | undefined, kod: string): JoinedStatus =>
  status?.agencies.find((one) => one.kod === kod) ?? {
    kod,
    word: 'unknown',
    workers: 0,
    services: [],
    history: [],
  };

/** The status as machines read it. */
export const statusDocument = (
  { agencies, closings }: Pick<Facts, 'agencies' | 'closings'>,
  { status }: Pick<Moment, 'status'>,
): StatusDocument => ({
  form: FORM,
  at: status ? iso(status.at) : null,
  connected: status !== undefined,
  agencies: agencies.map((agency) => agencyDocument(agency, statusOf(status, agency.kod))),
  closings: [...closings].map(([version, day]) => ({ version, day })),
});

function agencyDocument({ kod, element, namn }: Descriptor, joined: JoinedStatus): AgencyDocument {
  const { word, since, workers, services, history } = joined;
  return {
    kod,
    element,
    namn,
    word,
    since: since === undefined ? null : iso(since),
    workers,
    services: services.map(({ name, breaker, calls, timeouts, errors, p50Ms }) => ({
      name,
      breaker,
      calls,
      timeouts: share(timeouts),
      errors: share(errors),
      p50Ms: p50Ms ?? null,
    })),
    history: history.map((one) => ({ since: iso(one.since), word: one.word })),
  };
}
