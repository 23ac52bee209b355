import { countFromZero, type Telemetry } from '@ssbtek/telemetry';
import { freshFrom, type Fresh, type FreshEvents, type Readout } from './fresh';

/** What a watched file is for: the label `file` of `file_reloads_total`. */
export type WatchedFile = 'parties' | 'tls' | 'proxy-secret' | 'agency' | 'kafka' | 'probe' | 'simulator';

/** How changes of files are told. */
export interface FileTold {
  readonly file: WatchedFile;
  readonly agency?: string;
}

/** Files that are in use until the end; their changes go to log and metrics. */
export class FreshFiles {
  private readonly all: Array<Pick<Fresh<unknown>, 'close'>> = [];

  constructor(private readonly telemetry: Telemetry) {}

  /**
   * Keeps what `make` makes of these files fresh.
   * @throws Error when they cannot be used at the start
   */
  keep<T>(
    told: FileTold,
    paths: readonly string[],
    make: (texts: readonly string[]) => Readout<T>,
    reloaded: (value: T) => void = () => undefined,
  ): Fresh<T> {
    const fresh = freshFrom(paths, make, this.events(told, reloaded));
    this.all.push(fresh);
    return fresh;
  }

  /** Ends this too when the files are let go of. */
  alsoClose(one: { close(): void }): void {
    this.all.push(one);
  }

  close(): void {
    for (const fresh of this.all) fresh.close();
  }

  private events<T>({ file, agency }: FileTold, reloaded: (value: T) => void): FreshEvents<T> {
    const { log, metrics } = this.telemetry;
    countFromZero(metrics, 'file_reloads_total', { file });
    const whose = agency !== undefined && { agency };
    return {
      reloaded: (value) => {
        reloaded(value);
        metrics.count('file_reloads_total', { file, result: 'ok' });
        log.info('a changed file is in force', { reason: file, ...whose });
      },
      broken: (mistakes) => {
        metrics.count('file_reloads_total', { file, result: 'broken' });
        log.error('a changed file cannot be used; the old content stays in force', {
          reason: file,
          count: mistakes.length,
          ...whose,
        });
        for (const mistake of mistakes)
          log.error('mistake in a changed file', { reason: `${file}: ${mistake}`, ...whose });
      },
    };
  }
}
