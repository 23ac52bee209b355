import { setTimeout as sleep } from 'node:timers/promises';
import {
  BusUnavailable,
  ConsumptionCore,
  type ConsumeOptions,
  type Consumption,
  type Driver,
  type MessageBus,
} from '@ssbtek/messaging';
import { Member } from './member';
import { isNotAllowed } from './refusal';
import type { WatchedKafka } from './topic-watch';

const AGAIN_MS = 500;
/** Permissions are given by people. */
const NOT_ALLOWED_AGAIN_MS = 5000;
const LOOK_EVERY_MS = 2000;
/**
 * Without a sign of the fetch loop for so long, with a broker that is there, the consumer hangs. Joining a group may
 * take as long as its members have to come back (10 s); more would keep an agency away for longer than needs be.
 */
const HUNG_MS = 14_000;
/** Fetches normally end within a quarter of a second. */
const QUIET_MS = 8000;
/** Crashes in a row, with a broker that is there, after which only a new process may help. */
const CRASHES_UNTIL_DEAD = 5;

/** Keeps a membership alive: a crashed or hung one is replaced by a new one. */
export class KafkaReader implements Consumption, Driver {
  private readonly core: ConsumptionCore;
  private member: Member | undefined;
  private closing = false;
  private crashes = 0;
  private awayAt = performance.now();
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly options: ConsumeOptions,
    private readonly kafka: WatchedKafka,
    private readonly bus: Pick<MessageBus, 'publish' | 'connected' | 'clock'>,
  ) {
    this.core = new ConsumptionCore(options, { bus, events: kafka.events ?? {}, driver: this });
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS);
    void this.run();
  }

  ready(): boolean {
    return this.core.ready() && this.quietMs() < QUIET_MS;
  }

  alive(): boolean {
    return this.core.alive();
  }

  inFlight(): number {
    return this.core.inFlight();
  }

  bytesInFlight(): number {
    return this.core.bytesInFlight();
  }

  lag(): number {
    return this.core.lag();
  }

  partitions(): number {
    return this.core.partitions();
  }

  oldestMs(): number {
    return this.core.oldestMs();
  }

  stop(timeoutMs?: number): Promise<void> {
    return this.core.stop(timeoutMs);
  }

  pause(): void {
    this.member?.pause();
  }

  resume(): void {
    this.member?.resume();
  }

  commit(offsets: ReadonlyMap<number, bigint>): Promise<void> {
    return this.member?.commit(offsets) ?? Promise.reject(new BusUnavailable('no membership'));
  }

  async close(): Promise<void> {
    this.closing = true;
    clearInterval(this.timer);
    await this.member?.end('left');
  }

  private async run(): Promise<void> {
    while (!this.closing) {
      const member = new Member(this.options, this.kafka, this.core);
      this.member = member;
      if (this.core.isPaused) member.pause();
      // Not begun: no broker or no such topic yet. The link tells about the first, this loop waits for both.
      const end = await member.run().catch((error: unknown) => isNotAllowed(error) && 'not-allowed');
      if (end === 'crashed') this.crashed();
      if (end === 'not-allowed') this.kafka.events?.notAllowed?.('read', this.options.topic);
      this.core.detached();
      await member.end('left');
      if (!this.closing) await sleep(end === 'not-allowed' ? NOT_ALLOWED_AGAIN_MS : AGAIN_MS);
    }
  }

  private crashed(): void {
    this.crashes = this.bus.connected() ? this.crashes + 1 : 0;
    this.core.died(this.crashes >= CRASHES_UNTIL_DEAD);
  }

  private quietMs(): number {
    return this.member ? performance.now() - this.member.lastSign : Infinity;
  }

  private look(): void {
    if (!this.bus.connected()) this.awayAt = performance.now();
    if (this.core.ready()) {
      this.crashes = 0;
      this.core.died(false);
    }
    const hung = Math.min(this.quietMs(), performance.now() - this.awayAt) > HUNG_MS;
    if (hung) void this.member?.end('crashed');
    else if (this.core.isPaused) this.member?.refreshEnds().catch(() => undefined);
  }
}
