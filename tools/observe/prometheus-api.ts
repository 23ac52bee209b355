/** A series of an answer: its labels and its samples as [seconds, value]. */
export interface SeriesAnswer {
  readonly metric: Readonly<Record<string, string>>;
  readonly values: ReadonlyArray<readonly [number, string]>;
}

/** An alert as Alertmanager holds it. */
export interface ReceivedAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly startsAt: string;
  readonly status: { readonly state: string; readonly inhibitedBy: readonly string[] };
  readonly receivers: ReadonlyArray<{ readonly name: string }>;
}

interface Answer {
  readonly status: string;
  readonly error?: string;
  readonly data: {
    readonly result: ReadonlyArray<{
      readonly metric: Readonly<Record<string, string>>;
      readonly value?: readonly [number, string];
      readonly values?: ReadonlyArray<readonly [number, string]>;
    }>;
  };
}

async function ask(url: string, path: string, parameters: Readonly<Record<string, string>>) {
  const response = await fetch(`${url}/api/v1/${path}?${new URLSearchParams(parameters).toString()}`);
  const answer = (await response.json()) as Answer;
  if (answer.status !== 'success') throw new Error(`${parameters['query']}: ${answer.error}`);
  return answer.data.result.map(({ metric, value, values }) => ({
    metric,
    values: values ?? (value ? [value] : []),
  }));
}

/** What a query answers now. */
export const queryNow = (url: string, query: string): Promise<readonly SeriesAnswer[]> =>
  ask(url, 'query', { query });

/** What a query answers over a time, from and to in seconds since 1970. */
export const queryRange = (
  url: string,
  query: string,
  { from, to, step }: { readonly from: number; readonly to: number; readonly step: number },
): Promise<readonly SeriesAnswer[]> =>
  ask(url, 'query_range', { query, start: String(from), end: String(to), step: String(step) });

/** The alerts that Alertmanager has, inhibited ones included. */
export async function receivedAlerts(url: string): Promise<readonly ReceivedAlert[]> {
  const response = await fetch(`${url}/api/v2/alerts`);
  return (await response.json()) as readonly ReceivedAlert[];
}
