import { setTimeout as sleep } from 'node:timers/promises';
import type { Kafka } from 'kafkajs';
import { BusUnavailable, MessageRefused, TOPICS, type BusOperation, type Outgoing } from '@ssbtek/messaging';
import { Batcher, type BatchSender } from './batcher';
import { FAIL_SOON, kafkaClient } from './client';
import type { LearnedClock } from './clock';
import { ensureTopics } from './ensure-topics';
import type { KafkaOptions } from './options';
import { clockProbe } from './probe';
import { isConnectionError, isNotAllowed } from './refusal';
import { Session } from './session';
import { StallWatch } from './stall-watch';
import { settleSoon, within } from './within';

const RECONNECT_EVERY_MS = 300;
const CONNECT_TIMEOUT_MS = 8000;
const PROBE_TIMEOUT_MS = 2000;
/** An outage shorter than this is waited out; during a longer one messages are rejected at once (fault 1002 within 1 s). */
const GRACE_MS = 700;
/** The first probe also loads metadata; the second one measures the clock. */
const PROBES = 2;

type State = 'away' | 'here' | 'stalled' | 'closed';

/** The sending side: a session that is replaced when its connection fails, and knowledge of whether it works. */
export class Link implements BatchSender {
  private readonly batcher = new Batcher(this);
  private readonly kafka: Kafka;
  private readonly given = new AbortController();
  private session: Session | undefined;
  private state: State = 'away';
  /** Undefined while the broker is here, and until the first attempt has shown that it is not. */
  private awaySince: number | undefined;
  private graceTimer: NodeJS.Timeout | undefined;

  constructor(
    private readonly options: KafkaOptions,
    private readonly clock: LearnedClock,
  ) {
    const onClosed = (): void => this.doubt();
    this.kafka = kafkaClient(options, {
      events: options.events,
      retry: FAIL_SOON,
      given: this.given.signal,
      onClosed,
    });
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
        if (isConnectionError(error)) this.lost(session);
      } else if (error.reason === 'not-allowed') this.notAllowed('write', messages);
      throw error;
    } finally {
      watch.end();
    }
  }

  async close(): Promise<void> {
    this.become('closed');
    clearTimeout(this.graceTimer);
    this.given.abort();
    this.batcher.rejectAll(new BusUnavailable('closed'));
    await this.session?.end();
  }

  /** Connects, again and again, until it works: topics are there and a message is acknowledged. */
  private async connect(): Promise<void> {
    while (this.state === 'away') {
      const session = new Session(this.kafka, this.clock);
      try {
        await within(CONNECT_TIMEOUT_MS, this.prepare(session));
        this.session = session;
        this.become('here');
        this.batcher.flush();
      } catch {
        if (this.awaySince === undefined) this.startGrace();
        await session.end();
        await sleep(RECONNECT_EVERY_MS);
      }
    }
    if (this.state === 'closed') await this.session?.end();
  }

  private async prepare(session: Session): Promise<void> {
    const { probeTopic, events, ensureTopics: ensure = true } = this.options;
    if (ensure) await this.ensureTopics();
    await session.connect();
    try {
      for (let probe = 0; probe < PROBES; probe += 1) await session.send([clockProbe(probeTopic)]);
    } catch (error) {
      if (!(error instanceof MessageRefused)) throw error;
      // The broker answers, so others may pass; only the clock stays unknown until the first of them.
      events?.problem?.('clock probe refused', { reason: error.reason });
      if (error.reason === 'not-allowed') this.notAllowed('write', [clockProbe(probeTopic)]);
    }
  }

  /** Said of one topic only: of several it is not known which the broker meant, and they are tried one by one. */
  private notAllowed(operation: BusOperation, of: readonly Pick<Outgoing, 'topic'>[]): void {
    const [topic, another] = new Set(of.map((message) => message.topic));
    if (topic !== undefined && another === undefined) this.options.events?.notAllowed?.(operation, topic);
  }

  private async ensureTopics(): Promise<void> {
    const { topics = TOPICS, replicationFactor = 1, events } = this.options;
    const admin = kafkaClient(this.options, { events, retry: FAIL_SOON, given: this.given.signal }).admin();
    try {
      await admin.connect();
      await ensureTopics(admin, topics, replicationFactor);
    } catch (error) {
      if (isNotAllowed(error)) {
        for (const { name } of topics) events?.notAllowed?.('create', name);
        return;
      }
      if (isConnectionError(error)) throw error;
      events?.problem?.('topics could not be made', {});
    } finally {
      void settleSoon(admin.disconnect());
    }
  }

  /** A socket was closed: by an idle broker, or by one that died. A message tells which. */
  private doubt(): void {
    if (this.state === 'here')
      this.batcher.publish([clockProbe(this.options.probeTopic)], PROBE_TIMEOUT_MS).catch(() => undefined);
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
    clearTimeout(this.graceTimer);
    this.awaySince = undefined;
    if (state === 'away' || state === 'stalled') this.startGrace();
    this.options.events?.connected?.(state === 'here');
  }

  private startGrace(): void {
    this.awaySince = performance.now();
    clearTimeout(this.graceTimer);
    this.graceTimer = setTimeout(() => this.batcher.rejectAll(new BusUnavailable('no broker')), GRACE_MS);
  }
}
