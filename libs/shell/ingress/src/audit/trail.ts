import { Chain, type AuditContent, type AuditKey } from '@ssbtek/audit';
import { auditMessage, type MessageBus, type Outgoing } from '@ssbtek/messaging';

/** One try to have records acknowledged, ms. */
const PUBLISH_TIMEOUT_MS = 900;
const RETRY_MS = 200;
/** A chain says at least so often that it lives, ms. */
const ALIVE_EVERY_MS = 60_000;
/** Records that share a message; bytes keep it within what the bus sends at once. */
const BATCH_RECORDS = 200;
const BATCH_BYTES = 192 * 1024;
/** Records that wait for an absent bus; more are given up. */
const MAX_WAITING = 10_000;

/** What a trail needs from outside. */
export interface TrailDeps {
  readonly bus: Pick<MessageBus, 'publish' | 'connected'>;
  readonly key: AuditKey;
  /** Fresh and random, 32 hexadecimal digits. */
  readonly chain: string;
  /** Of this start of the ingress. */
  readonly instance: string;
  /** Told for each record of an answer. */
  readonly count: (result: 'written' | 'failed') => void;
}

interface Waiting {
  readonly content: AuditContent;
  readonly settle: (written: boolean) => void;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

interface Batch {
  readonly message: Outgoing;
  readonly records: readonly Waiting[];
}

/**
 * The audit chain of one start of an ingress (ADR 15). Records that come while others are under way go together in the
 * next message; one message is under way at a time, so that order holds. A message that is not acknowledged may have
 * been written: it is sent again, byte for byte, until it is, and nothing goes before it.
 */
export class AuditTrail {
  private readonly chain: Chain;
  private readonly waiting: Waiting[] = [];
  private underWay: Batch | undefined;
  private pumping: Promise<void> | undefined;
  private opened = false;
  private ended = false;
  private wroteAt = performance.now();
  private readonly heart: NodeJS.Timeout;

  constructor(private readonly deps: TrailDeps) {
    this.chain = new Chain(deps.chain, deps.key);
    this.add({ kind: 'opened', instance: deps.instance }, () => (this.opened = true));
    this.heart = setInterval(() => this.beat(), ALIVE_EVERY_MS).unref();
  }

  /** True once the chain's first record is acknowledged: answers can be recorded. */
  ready(): boolean {
    return this.opened;
  }

  /**
   * True once the record is acknowledged, within `timeoutMs`. False: what it says must not happen. The record may stand
   * in the trail all the same; the one of the fault that leaves instead then follows it.
   */
  write(content: AuditContent, timeoutMs: number): Promise<boolean> {
    const { bus, count } = this.deps;
    if (!bus.connected() || timeoutMs <= 0) {
      count('failed');
      return Promise.resolve(false);
    }
    return new Promise((resolve) => {
      let late = false;
      const entry = this.add(content, (written) => {
        clearTimeout(timer);
        if (written) count('written');
        else if (!late) count('failed');
        resolve(written);
      });
      const timer = setTimeout(() => {
        late = true;
        count('failed');
        this.withdraw(entry);
        resolve(false);
      }, timeoutMs);
    });
  }

  /** Records what happens in any case, as soon as the bus takes it. True once it is acknowledged, false when given up. */
  note(content: AuditContent): Promise<boolean> {
    return new Promise((resolve) =>
      this.add(content, (written) => {
        this.deps.count(written ? 'written' : 'failed');
        resolve(written);
      }),
    );
  }

  /** Closes the chain, so that its end shows, and waits at most `timeoutMs` for it to be acknowledged. */
  async close(timeoutMs: number): Promise<void> {
    clearInterval(this.heart);
    const closed = new Promise<void>((resolve) => this.add({ kind: 'closed' }, () => resolve()));
    await Promise.race([closed, pause(timeoutMs)]);
    this.ended = true;
    for (const { settle } of this.waiting.splice(0)) settle(false);
    await this.pumping;
  }

  private add(content: AuditContent, settle: (written: boolean) => void): Waiting {
    const entry = { content, settle };
    if (this.ended || this.waiting.length >= MAX_WAITING) settle(false);
    else this.waiting.push(entry);
    this.pumping ??= this.pump().finally(() => (this.pumping = undefined));
    return entry;
  }

  private withdraw(entry: Waiting): void {
    const at = this.waiting.indexOf(entry);
    if (at >= 0) this.waiting.splice(at, 1);
  }

  private beat(): void {
    const idle = performance.now() - this.wroteAt >= ALIVE_EVERY_MS;
    if (idle && this.waiting.length === 0 && !this.underWay) this.add({ kind: 'alive' }, () => undefined);
  }

  private async pump(): Promise<void> {
    // What is added in this turn of the event loop goes along.
    await Promise.resolve();
    while (!this.ended && (this.underWay || this.waiting.length > 0)) {
      if (this.deps.bus.connected() && (await this.send((this.underWay ??= this.nextBatch())))) continue;
      await pause(RETRY_MS);
    }
    for (const { settle } of this.underWay?.records ?? []) settle(false);
  }

  private async send({ message, records }: Batch): Promise<boolean> {
    try {
      await this.deps.bus.publish([message], PUBLISH_TIMEOUT_MS);
    } catch {
      return false;
    }
    this.underWay = undefined;
    this.wroteAt = performance.now();
    for (const { settle } of records) settle(true);
    return true;
  }

  /** The oldest that wait, as many as fit, at least one. From here on their places in the chain are fixed. */
  private nextBatch(): Batch {
    const first = this.chain.next;
    const lines: string[] = [];
    let bytes = 0;
    for (const { content } of this.waiting.slice(0, BATCH_RECORDS)) {
      if (bytes >= BATCH_BYTES) break;
      const line = this.chain.append(content, new Date());
      bytes += line.length;
      lines.push(line);
    }
    const records = this.waiting.splice(0, lines.length);
    return { message: auditMessage(this.chain.id, first, lines), records };
  }
}
