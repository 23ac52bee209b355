import { closedFault, type ContractVersion, type SsbtekFault } from '@ssbtek/contract-version';
import type { Telemetry } from '@ssbtek/telemetry';
import { daysBetween, startOfSwedishDay, swedishDay } from '@ssbtek/shell-settings/closing';

/** From so many days before a version closes, its reminder is a warning. */
const WARN_DAYS = 30;
const LOOK_EVERY_MS = 60_000;

type Named = Pick<ContractVersion, 'name'>;

interface Closing {
  readonly version: Named;
  /** `YYYY-MM-DD`, the first day on which it is closed. */
  readonly day: string;
  /** When that day begins, ms since 1970. */
  readonly at: number;
}

/** What closings are made of. */
export interface ClosingDeps {
  readonly versions: readonly Named[];
  /** `YYYY-MM-DD` by the version's name; a version without one stays open. */
  readonly dates: ReadonlyMap<string, string>;
  readonly telemetry: Telemetry;
  /** Ms since 1970. */
  readonly now: () => number;
}

/** Which contract versions are closed, and who is told beforehand. */
export class Closings {
  private readonly closings: ReadonlyMap<string, Closing>;
  private reminded = '';
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly deps: ClosingDeps) {
    const closings = deps.versions.flatMap((version) => {
      const day = deps.dates.get(version.name);
      return day === undefined ? [] : [{ version, day, at: startOfSwedishDay(day) }];
    });
    this.closings = new Map(closings.map((closing) => [closing.version.name, closing]));
    for (const { version, at } of closings)
      deps.telemetry.metrics.gauge('version_closes_timestamp_seconds', at / 1000, { version: version.name });
  }

  /** The versions that are open at this moment. */
  open(): readonly Named[] {
    return this.deps.versions.filter((version) => !this.isClosed(version));
  }

  /** What a version answers with once it is closed; undefined while it is open. */
  faultOf(version: Named): SsbtekFault | undefined {
    return this.isClosed(version) ? closedFault(version, this.open()) : undefined;
  }

  /** Reminds now and on every day that comes. */
  start(): void {
    this.remind();
    this.timer = setInterval(() => this.remind(), LOOK_EVERY_MS).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Logs each version that has a closing date, once for each Swedish day. */
  remind(): void {
    const today = swedishDay(this.deps.now());
    if (today === this.reminded) return;
    this.reminded = today;
    for (const { version, day } of this.closings.values()) this.tell(version, day, daysBetween(today, day));
  }

  private tell({ name }: Named, day: string, days: number): void {
    const { log } = this.deps.telemetry;
    if (days <= 0) return log.info('contract version is closed', { version: name, reason: `since ${day}` });
    const fields = { version: name, reason: `on ${day}`, count: days };
    if (days <= WARN_DAYS) log.warn('contract version closes in a few days', fields);
    else log.info('contract version has a closing date', fields);
  }

  private isClosed({ name }: Named): boolean {
    const closing = this.closings.get(name);
    return closing !== undefined && this.deps.now() >= closing.at;
  }
}
