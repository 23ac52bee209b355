import { Chain, type AuditContent, type AuditKey } from '@ssbtek/audit';
import {
  AUDIT_TOPIC,
  auditMessage,
  Patience,
  refusalWord,
  settledWithin,
  type MessageBus,
  type Outgoing,
} from '@ssbtek/messaging';

/** One try to have records acknowledged, ms. */
const PUBLISH_TIMEOUT_MS = 900;
const RETRY_MS = 200;
/** A chain says at least so often that it lives, ms. */
const ALIVE_EVERY_MS = 60_000;
/** The oldest record may wait so long, ms, our own lateness apart; then answers cannot be recorded. */
const STUCK_MS = 1000;
/** Records that share a message; bytes keep it within what the bus sends at once. */
const BATCH_RECORDS = 200;
const BATCH_BYTES = 192 * 1024;
/** Records that wait for an absent bus; more are given up. */
const MAX_WAITING = 10_000;

const NOT_ACKNOWLEDGED = 'not acknowledged';

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
  /** The oldest record waits for too long; `reason` is the broker's word, or that there is none. */
  readonly stuck: (reason: string) => void;
  /** Records are taken again. */
  readonly moving: () => void;
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
  private isStuck = false;
  private trouble = NOT_ACKNOWLEDGED;
  private patience: Patience | undefined;
  private ended = false;
  private wroteAt = performance.now();
  private readonly heart: NodeJS.Timeout;

  constructor(private readonly deps: TrailDeps) {
    this.chain = new Chain(deps.chain, deps.key);
    this.add({ kind: 'opened', instance: deps.instance }, () => (this.opened = true));
    this.heart = setInterval(() => this.beat(), ALIVE_EVERY_MS).unref();
  }

  /**
   * Why answers cannot be recorded now: the chain's first record is not acknowledged yet, or the oldest one waits for
   * longer than a second. What waits is sent again and again, so that the end of it is noticed.
   */
  lacks(): readonly string[] {
    if (this.isStuck) return [`${AUDIT_TOPIC} does not take records: ${this.trouble}`];
    return this.opened ? [] : ['the audit chain is not open yet'];
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
      const giveUp = (): void => {
        late = true;
        count('failed');
        this.withdraw(entry);
        resolve(false);
      };
      const patience = new Patience(timeoutMs, giveUp, 'time');
      const entry = this.add(content, (written) => {
        patience.end();
        if (written) count('written');
        else if (!late) count('failed');
        resolve(written);
      });
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

  /** Records what is no answer, as soon as the bus takes it; it is not counted. */
  remark(content: AuditContent): void {
    this.add(content, () => undefined);
  }

  /** Closes the chain, so that its end shows, and waits at most `timeoutMs` for it to be acknowledged. */
  async close(timeoutMs: number): Promise<void> {
    clearInterval(this.heart);
    const closed = new Promise<void>((resolve) => this.add({ kind: 'closed' }, () => resolve()));
    await settledWithin(closed, timeoutMs);
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
      this.patience ??= new Patience(STUCK_MS, () => this.stick());
      if (this.deps.bus.connected() && (await this.send((this.underWay ??= this.nextBatch())))) continue;
      await pause(RETRY_MS);
    }
    this.patience?.end();
    for (const { settle } of this.underWay?.records ?? []) settle(false);
  }

  private stick(): void {
    this.isStuck = true;
    this.deps.stuck(this.trouble);
  }

  private moves(): void {
    this.patience?.end();
    this.patience = undefined;
    this.trouble = NOT_ACKNOWLEDGED;
    if (this.isStuck) this.deps.moving();
    this.isStuck = false;
  }

  private async send({ message, records }: Batch): Promise<boolean> {
    try {
      await this.deps.bus.publish([message], PUBLISH_TIMEOUT_MS);
    } catch (error) {
      this.trouble = refusalWord(error) ?? NOT_ACKNOWLEDGED;
      return false;
    }
    this.moves();
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
