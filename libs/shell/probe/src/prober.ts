import { setTimeout as sleep } from 'node:timers/promises';
import { Patience } from '@ssbtek/patience';
import { countFromZero, type ProbeResult, type Telemetry } from '@ssbtek/telemetry';
import type { CameBack, Door } from './door';
import type { Asked } from './question';
import { resultOf } from './result';

/** What the prober needs from outside. Times in ms. */
export interface ProberDeps {
  readonly door: Pick<Door, 'ask'>;
  readonly telemetry: Telemetry;
  readonly versions: readonly Asked[];
  readonly intervalMs: number;
  readonly timeoutMs: number;
  /** Whether a version is open at this moment: a closed one would answer with its fault. */
  readonly isOpen: (version: Asked) => boolean;
}

/** Asks every open version again and again, and tells what came. */
export class Prober {
  private readonly stopped = new AbortController();
  private readonly last = new Map<string, ProbeResult>();
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly deps: ProberDeps) {
    const { metrics } = deps.telemetry;
    for (const { name } of deps.versions) countFromZero(metrics, 'probe_asks_total', { version: name });
  }

  start(): void {
    this.running = this.run();
  }

  /** Waits for the answers to what has been asked, and asks no more. */
  async stop(): Promise<void> {
    this.stopped.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopped;
    while (!signal.aborted) {
      const startedAt = performance.now();
      await this.round();
      const rest = Math.max(0, this.deps.intervalMs - (performance.now() - startedAt));
      await sleep(rest, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Asks each open version once, side by side. */
  async round(): Promise<void> {
    const open = this.deps.versions.filter((version) => this.deps.isOpen(version));
    await Promise.all(open.map((version) => this.ask(version)));
  }

  private async ask(version: Asked): Promise<void> {
    const { metrics } = this.deps.telemetry;
    const startedAt = performance.now();
    const came = await this.inTime(version);
    const seconds = (performance.now() - startedAt) / 1000;
    const result = resultOf(came, version.namespace);
    const labels = { version: version.name };
    metrics.count('probe_asks_total', { ...labels, result });
    metrics.observe('probe_duration_seconds', seconds, labels);
    if (result === 'ok') metrics.gauge('probe_last_success_timestamp_seconds', Date.now() / 1000, labels);
    this.tell(version, result, came, seconds);
  }

  private async inTime(version: Asked): Promise<CameBack> {
    const over = new AbortController();
    const patience = new Patience(this.deps.timeoutMs, () => over.abort());
    try {
      return await this.deps.door.ask(version, over.signal);
    } catch (error) {
      if (!over.signal.aborted) throw error;
      return { failure: { kind: 'timeout' } };
    } finally {
      patience.end();
    }
  }

  /** A line for each failure, and one when it is over. */
  private tell({ name }: Asked, result: ProbeResult, came: CameBack, seconds: number): void {
    const { log } = this.deps.telemetry;
    const before = this.last.get(name);
    this.last.set(name, result);
    const fields = {
      version: name,
      outcome: result,
      durationMs: Math.round(seconds * 1000),
      inquiryId: came.inquiryId,
      ...('response' in came ? { status: came.response.status } : {}),
      ...('failure' in came && 'reason' in came.failure ? { reason: came.failure.reason } : {}),
    };
    if (result !== 'ok') log.warn('the probe did not get its answer', fields);
    else if (before !== 'ok') log.info('the probe gets its answers', fields);
  }
}
