import { agencyClient, type AgencyClient, type AgencyClientSettings } from '@ssbtek/agency-http';
import type { Bastjanst } from '@ssbtek/bastjanst-kit';
import { guardCalls, type BreakerSettings, type GuardedCall } from '@ssbtek/resilience';
import { countFromZero, type Telemetry } from '@ssbtek/telemetry';
import { serverOf, type Server } from './traced-call';

/**
 * One service of an agency: what one of its protocols talks to, behind a breaker of its own. Two protocols of an
 * agency are two systems, also where they have one address.
 */
export interface Service {
  readonly server: Server;
  readonly client: AgencyClient;
  readonly guard: GuardedCall;
}

/** Addresses by the protocol's variable; undefined where the agency cannot be asked that way. */
export type Urls = Readonly<Record<string, string | undefined>>;

/** What is counted of a service. */
const COUNTERS = [
  'agency_retries_total',
  'agency_calls_total',
  'breaker_transitions_total',
  'breaker_not_permitted_total',
] as const;

/**
 * The agency's services by the name of their protocol, but for those without an address.
 * @param changed a breaker has changed
 * @param clientOf makes the client of one address
 */
export function servicesOf(
  { descriptor: { kod }, protocols }: Bastjanst,
  urls: Urls,
  http: Omit<AgencyClientSettings, 'url'>,
  breaker: BreakerSettings,
  telemetry: Telemetry,
  changed: () => void,
  clientOf: (settings: AgencyClientSettings) => AgencyClient = agencyClient,
): ReadonlyMap<string, Service> {
  const services = new Map<string, Service>();
  for (const { name, urlVariable } of protocols) {
    const url = urls[urlVariable];
    if (!url) continue;
    const labels = { agency: kod, protocol: name };
    const onRetry = (): void => telemetry.metrics.count('agency_retries_total', labels);
    for (const counter of COUNTERS) countFromZero(telemetry.metrics, counter, labels);
    services.set(name, {
      server: serverOf(url),
      client: clientOf({ ...http, url, onRetry }),
      guard: guardFor(labels, breaker, telemetry, changed),
    });
  }
  return services;
}

function guardFor(
  labels: { readonly agency: string; readonly protocol: string },
  settings: BreakerSettings,
  { log, metrics }: Telemetry,
  changed: () => void,
): GuardedCall {
  const guard: GuardedCall = guardCalls(`${labels.agency} ${labels.protocol}`, settings, {
    changed: (state) => {
      metrics.count('breaker_transitions_total', { ...labels, state });
      log.warn('breaker changed', { ...labels, reason: state });
      changed();
    },
    notPermitted: () => metrics.count('breaker_not_permitted_total', labels),
  });
  metrics.gaugeFrom('breaker_state', () =>
    (['closed', 'open', 'half-open'] as const).map((state) => ({
      value: guard.state() === state ? 1 : 0,
      labels: { ...labels, state },
    })),
  );
  return guard;
}
