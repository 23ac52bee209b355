import { BusUnavailable, MessageRefused, Patience, type Outgoing } from '@ssbtek/messaging';
import { troubleOf } from './trouble';

/** Small messages share a request up to this size; measured: uncapped batches cost most of the throughput. */
export const BATCH_BYTES = 256 * 1024;
/** Batches under way at the same time. */
const CONCURRENT = 2;
const RETRY_MS = 100;
/** What a message's frame and headers add, roughly. */
const OVERHEAD_BYTES = 200;

/** What sending needs from the connection. */
export interface BatchSender {
  /** False while sending is of no use: messages then wait for {@link Batcher.flush} or their time-out. */
  ready(): boolean;
  /** Resolves when all are acknowledged. A rejection with {@link MessageRefused} is final, any other is tried again. */
  send(messages: readonly Outgoing[]): Promise<void>;
}

interface Call {
  open: number;
  settled: boolean;
  /** The word for why its messages were not taken when they were last sent. */
  failure: string | undefined;
  readonly settle: (error?: Error) => void;
}

interface Item {
  readonly message: Outgoing;
  readonly bytes: number;
  readonly call: Call;
  failed: boolean;
}

/**
 * Collects what is published in one turn of the event loop into batches: seven replies of a busy worker are one
 * request. A call that has run out of time is rejected and its messages are not sent any more; those of a
 * failed batch that still have time are sent again, before everything else.
 */
export class Batcher {
  private queue: Item[] = [];
  private readonly underWay = new Set<readonly Item[]>();
  private scheduled = false;

  constructor(private readonly sender: BatchSender) {}

  /** Rejects with {@link BusUnavailable} after `timeoutMs`. */
  publish(messages: readonly Outgoing[], timeoutMs: number): Promise<void> {
    if (messages.length === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const settle = (error?: Error): void => {
        call.settled = true;
        patience.end();
        if (error) reject(error);
        else resolve();
      };
      const call: Call = { open: messages.length, settled: false, failure: undefined, settle };
      const patience = new Patience(timeoutMs, () =>
        settle(new BusUnavailable('no acknowledgement in time', call.failure)),
      );
      for (const message of messages)
        this.queue.push({ message, bytes: sizeOf(message), call, failed: false });
      this.schedule();
    });
  }

  /** Rejects everything that waits or is under way. */
  rejectAll(error: Error): void {
    for (const { call } of [...this.queue, ...[...this.underWay].flat()]) call.settle(error);
    this.queue = [];
  }

  /** Sends what waits, as far as that is of use. */
  flush(): void {
    this.queue = this.queue.filter(({ call }) => !call.settled);
    while (this.underWay.size < CONCURRENT && this.queue.length > 0 && this.sender.ready())
      void this.sendOne(this.take());
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      this.flush();
    });
  }

  /**
   * The next batch: as many as fit, but at least one; a large message travels alone. What failed before goes
   * with its own topic only: a topic that is in trouble must not hold up the others.
   */
  private take(): Item[] {
    const [first] = this.queue;
    let bytes = 0;
    let count = 0;
    for (const { bytes: more, failed, message } of this.queue) {
      bytes += more;
      const fits =
        bytes <= BATCH_BYTES &&
        failed === first?.failed &&
        (!failed || message.topic === first.message.topic);
      if (count > 0 && !fits) break;
      count += 1;
    }
    return this.queue.splice(0, count);
  }

  private async sendOne(batch: readonly Item[]): Promise<void> {
    this.underWay.add(batch);
    try {
      await this.sender.send(batch.map(({ message }) => message));
      for (const { call } of batch) if ((call.open -= 1) === 0) call.settle();
    } catch (error) {
      if (error instanceof MessageRefused && isOfOneTopic(batch))
        for (const { call } of batch) call.settle(error);
      else {
        for (const { call } of batch) call.failure = troubleOf(error).code;
        setTimeout(() => this.again(batch), RETRY_MS);
      }
    } finally {
      this.underWay.delete(batch);
      this.flush();
    }
  }

  private again(batch: readonly Item[]): void {
    for (const item of batch) item.failed = true;
    this.queue.unshift(...batch);
    this.flush();
  }
}

/** A refusal does not say which topic it is about: those of a mixed batch are sent again one by one. */
const isOfOneTopic = (batch: readonly Item[]): boolean =>
  batch.every(({ message }) => message.topic === batch[0]?.message.topic);

const sizeOf = ({ key, value, headers }: Outgoing): number =>
  Object.entries(headers).reduce(
    (sum, [name, text]) => sum + name.length + text.length,
    OVERHEAD_BYTES + key.length + value.length,
  );
