import { setTimeout as sleep } from 'node:timers/promises';
import {
  BusUnavailable,
  MessageRefused,
  Patience,
  TOPICS,
  type BusOperation,
  type Outgoing,
} from '@ssbtek/messaging';
import { atMostEvery } from './at-most-every';
import { Batcher, type BatchSender } from './batcher';
import type { LearnedClock } from './clock';
import type { ProducerManner } from './driver';
import { ensureTopics } from './ensure-topics';
import { clockProbe } from './probe';
import { isNotAllowed } from './refusal';
import { Session } from './session';
import { StallWatch } from './stall-watch';
import type { WatchedKafka } from './topic-watch';
import { isConnectionError, troubleOf, type Trouble } from './trouble';
import { settleSoon, within } from './within';

const RECONNECT_EVERY_MS = 300;
const CONNECT_TIMEOUT_MS = 8000;
const ACK_TIMEOUT_MS = 5000;
const PROBE_TIMEOUT_MS = 2000;
/** An outage shorter than this is waited out; during a longer one messages are rejected at once (fault 1002 within 1 s). */
const GRACE_MS = 700;
/** The same trouble of a broker that is tried again and again is told once in this time. */
const REPEAT_MS = 10_000;
/** The first probe also loads metadata; the second one measures the clock. */
const PROBES = 2;

type State = 'away' | 'here' | 'stalled' | 'closed';

/** The sending side: a session that is replaced when its connection fails, and knowledge of whether it works. */
export class Link implements BatchSender {
  private readonly batcher = new Batcher(this);
  private readonly manner: ProducerManner;
  private readonly given = new AbortController();
  private session: Session | undefined;
  private state: State = 'away';
  /** Undefined while the broker is here, and until the first attempt has shown that it is not. */
  private awaySince: number | undefined;
  private grace: Patience | undefined;

  constructor(
    private readonly options: WatchedKafka,
    private readonly clock: LearnedClock,
  ) {
    const { events, topics = TOPICS } = options;
    const staying = topics.filter(({ keysStay }) => keysStay);
    this.manner = {
      events,
      given: this.given.signal,
      onClosed: () => this.doubt(),
      spread: new Map(staying.map(({ name, partitions }) => [name, partitions])),
      ackTimeoutMs: ACK_TIMEOUT_MS,
    };
    void this.connect();
  }

  connected(): boolean {
    return this.state === 'here';
  }

  ready(): boolean {
    return this.state === 'here';
  }

  publish(messages: readonly Outgoing[], timeoutMs: number): Promise<void> {
    if (this.state === 'closed') return Promise.reject(new BusUnavailable('closed'));
    if (this.awaySince !== undefined && performance.now() - this.awaySince > GRACE_MS)
      return Promise.reject(new BusUnavailable('no broker'));
    return this.batcher.publish(messages, timeoutMs);
  }

  async send(messages: readonly Outgoing[]): Promise<void> {
    const { session } = this;
    if (!session) throw new BusUnavailable('no broker');
    const bytes = messages.reduce((sum, { value }) => sum + value.length, 0);
    const watch = new StallWatch(bytes, {
      stalled: () => this.state === 'here' && session === this.session && this.become('stalled'),
      givenUp: () => this.lost(session),
    });
    try {
      await session.send(messages);
      if (this.state === 'stalled' && session === this.session) this.become('here');
    } catch (error) {
      if (!(error instanceof MessageRefused)) {
        this.tell('messages were not taken', { topic: messages[0]?.topic ?? '', ...troubleOf(error) });
        // Nothing is sent while it is stalled: nothing else would tell that the broker is there again.
        if (isConnectionError(error) || this.state === 'stalled') this.lost(session);
      } else {
        if (error.reason === 'not-allowed') this.notAllowed('write', messages);
        if (this.state === 'stalled' && session === this.session) this.become('here');
      }
      throw error;
    } finally {
      watch.end();
    }
  }

  async close(): Promise<void> {
    this.become('closed');
    this.grace?.end();
    this.given.abort();
    this.batcher.rejectAll(new BusUnavailable('closed'));
    await this.session?.end();
  }

  /** Connects, again and again, until it works: topics are there and looked at, and a message is acknowledged. */
  private async connect(): Promise<void> {
    while (this.state === 'away') {
      const { driver, watch } = this.options;
      const session = new Session(driver.producer(this.options, this.manner), this.clock, watch);
      try {
        await within(CONNECT_TIMEOUT_MS, this.prepare(session));
        this.session = session;
        this.become('here');
        this.batcher.flush();
      } catch (error) {
        this.tell('the bus cannot be used', troubleOf(error));
        if (this.awaySince === undefined) this.startGrace();
        await session.end();
        await sleep(RECONNECT_EVERY_MS);
      }
    }
    if (this.state === 'closed') await this.session?.end();
  }

  private async prepare(session: Session): Promise<void> {
    const { probeTopic, events, watch, readsOnly = false, ensureTopics: ensure = true } = this.options;
    if (ensure) await this.ensureTopics();
    await session.connect();
    const looked = settleSoon(watch.look());
    const probes = readsOnly ? 0 : PROBES;
    try {
      for (let probe = 0; probe < probes; probe += 1) await session.send([clockProbe(probeTopic)]);
    } catch (error) {
      if (!(error instanceof MessageRefused)) throw error;
      // The broker answers, so others may pass; only the clock stays unknown until the first of them.
      events?.problem?.('clock probe refused', { reason: error.reason });
      if (error.reason === 'not-allowed') this.notAllowed('write', [clockProbe(probeTopic)]);
    }
    await looked;
  }

  private tell(what: string, detail: Trouble & { readonly topic?: string }): void {
    const { events } = this.options;
    if (events && atMostEvery(REPEAT_MS, events, `${what} ${detail.code}`))
      events.problem?.(what, { ...detail });
  }

  /** Said of one topic only: of several it is not known which the broker meant, and they are tried one by one. */
  private notAllowed(operation: BusOperation, of: readonly Pick<Outgoing, 'topic'>[]): void {
    const [topic, another] = new Set(of.map((message) => message.topic));
    if (topic !== undefined && another === undefined) this.options.events?.notAllowed?.(operation, topic);
  }

  private async ensureTopics(): Promise<void> {
    const { topics = TOPICS, replicationFactor, events } = this.options;
    const admin = this.options.driver.admin(this.options, this.manner);
    try {
      await admin.connect();
      await ensureTopics(admin, topics, replicationFactor);
    } catch (error) {
      if (isNotAllowed(error)) {
        for (const { name } of topics) events?.notAllowed?.('create', name);
        return;
      }
      if (isConnectionError(error)) throw error;
      this.tell('topics could not be made', troubleOf(error));
    } finally {
      void settleSoon(admin.close());
    }
  }

  /** A socket was closed: by an idle broker, or by one that died. A message tells which. */
  private doubt(): void {
    if (this.state !== 'here') return;
    if (this.options.readsOnly && this.session) this.lost(this.session);
    else this.batcher.publish([clockProbe(this.options.probeTopic)], PROBE_TIMEOUT_MS).catch(() => undefined);
  }

  private lost(session: Session): void {
    if (session !== this.session || this.state === 'closed') return;
    this.session = undefined;
    this.become('away');
    void session.end();
    void this.connect();
  }

  private become(state: State): void {
    const was = this.state;
    this.state = state;
    if ((was === 'here') === (state === 'here')) return;
    this.grace?.end();
    this.awaySince = undefined;
    if (state === 'away' || state === 'stalled') this.startGrace();
    this.options.events?.connected?.(state === 'here');
  }

  private startGrace(): void {
    this.awaySince = performance.now();
    this.grace?.end();
    this.grace = new Patience(GRACE_MS, () => this.batcher.rejectAll(new BusUnavailable('no broker')));
  }
}
