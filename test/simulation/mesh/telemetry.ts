import { NO_TRACER, type Log, type LogFields, type Metrics, type Telemetry } from '@ssbtek/telemetry';

/** What becomes of log lines. */
export type Told = (level: 'debug' | 'info' | 'warn' | 'error', message: string, fields: LogFields) => void;

type Labels = Readonly<Record<string, string | number>>;

const keyOf = (name: string, labels: Labels): string => {
  let key = name;
  for (const label of Object.keys(labels)) key += ` ${label}=${labels[label]}`;
  return key;
};

/** Telemetry of one process: counters by name and labels, gauges that can be read. */
export class CountingTelemetry implements Telemetry {
  readonly counters: Record<string, number> = {};
  private readonly gauges: (readonly [
    name: string,
    read: () => ReadonlyArray<{ value: number; labels?: Labels }>,
  ])[] = [];
  readonly tracer = NO_TRACER;
  readonly log: Log;
  readonly metrics: Metrics = {
    count: (name, labels = {} as never, by = 1) => {
      const key = keyOf(name, labels);
      this.counters[key] = (this.counters[key] ?? 0) + by * this.times(name);
    },
    observe: () => undefined,
    gauge: () => undefined,
    gaugeFrom: (name, read) => void this.gauges.push([name, read]),
  };

  /** @param times how often something is counted; once unless a mistake is planted */
  constructor(
    told: Told,
    private readonly times: (name: string) => number = () => 1,
  ) {
    const at =
      (level: Parameters<Told>[0]) =>
      (message: string, fields: LogFields = {}): void =>
        told(level, message, fields);
    this.log = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  }

  /** The sum of a gauge now. */
  gauge(name: string): number {
    return this.gauges
      .filter(([own]) => own === name)
      .flatMap(([, read]) => read())
      .reduce((sum, { value }) => sum + value, 0);
  }
}
