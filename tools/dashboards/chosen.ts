/** What a reader of a dashboard has chosen. */
export interface Choices {
  /** Agencies, as a pattern. */
  readonly agency: string;
  /** Namespaces, as a pattern; `.*` where targets have none. */
  readonly namespace: string;
  /** The window of rates. */
  readonly rateInterval: string;
}

/** A panel's query as Grafana sends it to Prometheus. */
export const chosen = (expr: string, { agency, namespace, rateInterval }: Choices): string =>
  expr
    .replaceAll('$agency', agency)
    .replaceAll('$namespace', namespace)
    .replaceAll('$__rate_interval', rateInterval);
