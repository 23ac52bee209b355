import {
  createTimeFinding,
  findingText,
  TOPICS,
  TOPIC_FINDING_SETTINGS,
  topicFindings,
  type TopicFacts,
  type TopicFinding,
  type TopicSettings,
} from '@ssbtek/messaging';
import { atMostEvery } from './at-most-every';
import type { KafkaAdmin } from './driver';
import type { KafkaOptions } from './options';
import { isNotAllowed } from './refusal';
import { troubleOf } from './trouble';
import { settleSoon } from './within';

const LOOK_EVERY_MS = 5 * 60_000;
/** Nobody is ready as long as something is gravely wrong: whoever mends it waits for us. */
const LOOK_AGAIN_MS = 15_000;
/** What was seen in a message longer ago says nothing of now: without messages nobody would ever find out. */
const STILL_TRUE_MS = 60_000;
/** The same trouble is told once in this time. */
const REPEAT_MS = 10 * 60_000;

/** Whether the time of what stands in a topic is the broker's or the producer's word. */
export type TimestampType = 'append' | 'create';

/** How a bus reaches Kafka, and what it knows of its topics. */
export interface WatchedKafka extends KafkaOptions {
  readonly watch: TopicWatch;
}

/**
 * Whether the topics are as they must be: asked of the broker at each connect and every few minutes, and seen in what is
 * read and written, which needs no permission.
 */
export class TopicWatch {
  private readonly topics: ReadonlyMap<string, TopicSettings>;
  /** Of the topics that the broker has described. */
  private readonly described = new Map<string, readonly TopicFinding[]>();
  /** When something with the producer's time was last seen in a topic. */
  private readonly created = new Map<string, number>();
  private readonly refused = new Set<string>();
  private looking: Promise<void> | undefined;
  private lookedAt = -Infinity;
  private told = '[]';
  private timer: NodeJS.Timeout | undefined;
  private readonly given = new AbortController();

  constructor(private readonly options: KafkaOptions) {
    const { topics = TOPICS, watchedTopics = topics } = options;
    this.topics = new Map(watchedTopics.map((topic) => [topic.name, topic]));
  }

  /** What is gravely wrong, a sentence of fixed words each. */
  lacks(): readonly string[] {
    const grave = this.findings().filter((one) => one.grave);
    return grave.map((one) => `${one.topic}: ${findingText(one)}`);
  }

  /** Looks at every topic now. Resolves in any case: a broker that is away is told by those who need it. */
  look(): Promise<void> {
    this.looking ??= this.lookAtAll().finally(() => {
      this.looking = undefined;
      this.lookedAt = performance.now();
      this.lookAgain();
    });
    return this.looking;
  }

  /** A message or an acknowledgement has shown whose word the times of a topic are. Called for each batch: cheap. */
  seen(topic: string, type: TimestampType): void {
    if (type === 'append') {
      if (this.created.size > 0 && this.created.delete(topic)) this.tell();
      return;
    }
    if (!this.topics.has(topic)) return;
    const news = !this.created.has(topic);
    this.created.set(topic, performance.now());
    if (!news) return;
    this.tell();
    this.lookAgain();
  }

  close(): void {
    this.given.abort();
    clearTimeout(this.timer);
  }

  private findings(): readonly TopicFinding[] {
    const since = performance.now() - STILL_TRUE_MS;
    return [...this.topics.keys()].flatMap((name) => {
      const seen = (this.created.get(name) ?? -Infinity) > since ? [createTimeFinding(name)] : [];
      return this.described.get(name) ?? seen;
    });
  }

  private lookAgain(): void {
    clearTimeout(this.timer);
    if (this.given.signal.aborted) return;
    const soon = this.created.size > 0 || this.findings().some(({ grave }) => grave);
    const due = this.lookedAt + (soon ? LOOK_AGAIN_MS : LOOK_EVERY_MS) - performance.now();
    this.timer = setTimeout(() => void this.look(), Math.max(0, due));
    this.timer.unref();
  }

  private async lookAtAll(): Promise<void> {
    if (this.topics.size === 0) return;
    const { driver } = this.options;
    const admin = driver.admin(this.options, { events: undefined, given: this.given.signal });
    try {
      await admin.connect();
      const brokers = await admin.brokers();
      const topics = await admin.topics();
      for (const topic of this.topics.values()) {
        const replicas = topics.get(topic.name) ?? [];
        await this.lookAt(admin, topic, {
          partitions: replicas.length,
          replicas: Math.min(...replicas),
          brokers,
          oneReplicaMeant: this.options.replicationFactor === 1,
        });
      }
    } catch (error) {
      const { events } = this.options;
      const trouble = troubleOf(error);
      if (events && !this.given.signal.aborted && atMostEvery(REPEAT_MS, events, `look ${trouble.code}`))
        events.problem?.('topics could not be looked at', { ...trouble });
    } finally {
      void settleSoon(admin.close());
    }
    this.tell();
  }

  private async lookAt(
    admin: KafkaAdmin,
    topic: TopicSettings,
    facts: Omit<TopicFacts, 'config'>,
  ): Promise<void> {
    const { name } = topic;
    try {
      const config = await admin.config(name, TOPIC_FINDING_SETTINGS);
      this.refused.delete(name);
      this.described.set(name, topicFindings(topic, { ...facts, config }));
    } catch (error) {
      const missing = troubleOf(error).code === 'UNKNOWN_TOPIC_OR_PARTITION';
      if (!missing && !isNotAllowed(error)) throw error;
      this.described.delete(name);
      if (missing || this.refused.has(name)) return;
      this.refused.add(name);
      this.options.events?.notAllowed?.('describe', name);
    }
  }

  private tell(): void {
    const findings = this.findings();
    const told = JSON.stringify(findings);
    if (told === this.told) return;
    this.told = told;
    this.options.events?.topicFindings?.(findings);
  }
}
