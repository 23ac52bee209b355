import {
  BusUnavailable,
  INGRESS_GROUP_PREFIX,
  INQUIRY_TOPIC,
  REPLY_TOPIC,
  letGo,
  readRouting,
  type Incoming,
  type MeshCodec,
  type MessageBus,
  type Outgoing,
  type Routing,
} from '@ssbtek/messaging';
import { originOf, readOf, tracedRouting, writtenTo } from '@ssbtek/shell-transport';
import type { Span, Telemetry } from '@ssbtek/telemetry';
import type { AnyQuestion } from './answered';
import { CallerGone, type Asking } from './asking';
import { sameKoder } from './inquiry-outcome';
import { isProbe } from './probe';
import { Leaving } from './leaving';
import { remembered } from './let-go';
import { PendingInquiries, type Awaited } from './pending';

/** A question whose publication takes longer finds the bus unreachable: fault 1002 (architecture 6). */
const PUBLISH_TIMEOUT_MS = 900;

/** What asking needs from outside. Times in ms. */
export interface AskDeps {
  readonly bus: MessageBus;
  readonly codec: MeshCodec;
  readonly telemetry: Telemetry;
  readonly deadlineMs: number;
  readonly aggregatorMs: number;
  /** Questions in work at the same time. */
  readonly maxInFlight: number;
  /** Partition of the answer topic that this replica reads. */
  readonly replyPartition: number;
}

/** A question that is under way. */
export interface Asked {
  /** What the answer needs of it. */
  readonly question: AnyQuestion;
  /**
   * Undefined when there was nothing before the deadline. Rejects with BusUnavailable, with {@link CallerGone}, and
   * with what is a fault in this program.
   */
  readonly composite: Promise<Awaited>;
}

/** Puts questions to the mesh, and hands composites to whoever waits for them. */
export class Asks {
  private readonly pending = new PendingInquiries();
  private readonly leaving: Leaving;

  constructor(private readonly deps: AskDeps) {
    this.leaving = new Leaving(this.pending, deps.maxInFlight);
    // From the start, so that the first one is seen as an increase.
    deps.telemetry.metrics.count('identity_mismatches_total', { agency: 'composite' }, 0);
  }

  /** Publishes a question. Nothing that waits from here on holds the question itself. */
  ask(asking: Asking, question: AnyQuestion): Asked {
    return { question: remembered(question), composite: settled(() => this.composite(asking, question)) };
  }

  /** A composite of the answer topic; those of other replicas on the same partition are skipped unopened. */
  async deliver(message: Incoming): Promise<void> {
    const { bus, codec, telemetry } = this.deps;
    const { inquiryId } = readRouting(message);
    if (!this.pending.awaits(inquiryId)) return;
    if (!this.pending.makeRoom(inquiryId, message.value.length)) return;
    const waited = Math.max(0, bus.clock.now() - message.appendedAt) / 1000;
    telemetry.metrics.observe('hop_duration_seconds', waited, { hop: 'answer' });
    const read = readOf(message, INGRESS_GROUP_PREFIX);
    const span = telemetry.tracer.start('process', read, originOf(message));
    try {
      const composite = codec.readComposite(message);
      letGo(message);
      this.pending.deliver(composite);
      span.end();
    } catch (error) {
      span.end('handler-failed');
      throw error;
    }
    await Promise.resolve();
  }

  private composite(asking: Asking, question: AnyQuestion): Promise<Awaited> {
    const { bus, deadlineMs, aggregatorMs, replyPartition } = this.deps;
    const { inquiryId, version, by, back } = asking;
    const agencies = question.typ === 'test' ? version.koder : Object.keys(question.fragor);
    if (agencies.length === 0) return Promise.resolve({ inquiryId, outcomes: [] });
    if (back.gone.aborted) throw new CallerGone(false);
    if (!bus.connected()) throw new BusUnavailable('not connected');
    const askedAt = Math.floor(bus.clock.now());
    const routing = { inquiryId, agencies, budgetMs: aggregatorMs, replyPartition, askedAt };
    const answer = this.pending.wait(inquiryId, deadlineMs, by.room);
    const published = settled(() => this.publish(asking, question, routing));
    return this.awaited(asking, agencies, published, answer);
  }

  private async awaited(
    asking: Asking,
    agencies: readonly string[],
    published: Promise<void>,
    answer: Promise<Awaited>,
  ): Promise<Awaited> {
    try {
      await published;
    } catch (error) {
      this.pending.abandon(asking.inquiryId);
      throw error;
    }
    const composite = await this.leaving.unlessGone(asking, answer);
    if (typeof composite === 'object' && !sameKoder(composite, agencies)) {
      this.deps.telemetry.metrics.count('identity_mismatches_total', { agency: 'composite' });
      throw new Error('composite does not fit its question');
    }
    return composite;
  }

  /** The announcement and the question, each with a span of its own to go on from. */
  private publish(asking: Asking, question: AnyQuestion, routing: Routing): Promise<void> {
    const { codec, telemetry } = this.deps;
    const begin = (topic: string) =>
      telemetry.tracer.start('send', writtenTo(topic, asking.inquiryId), { parent: asking.span });
    const spans = [begin(REPLY_TOPIC), begin(INQUIRY_TOPIC)] as const;
    const opened = codec.opened(tracedRouting(routing, spans[0]));
    // Sealed before anything is waited for: what waits does not hold the question.
    const asked = askedOf(codec, question, tracedRouting(routing, spans[1]), isProbe(asking.by, question));
    return this.published([opened, asked], spans);
  }

  private async published(messages: readonly Outgoing[], spans: readonly Span[]): Promise<void> {
    try {
      await this.deps.bus.publish(messages, PUBLISH_TIMEOUT_MS);
      for (const span of spans) span.end();
    } catch (error) {
      for (const span of spans)
        span.end(error instanceof BusUnavailable ? 'bus-unavailable' : 'message-refused');
      throw error;
    }
  }
}

/** What a beginning comes to, also when it throws at once. */
const settled = <T>(begin: () => Promise<T>): Promise<T> => new Promise((resolve) => resolve(begin()));

/** What the workers get: the question, or the bare wish that their test operations be called (sources.md 1.7), or that they reply. */
function askedOf(codec: MeshCodec, question: AnyQuestion, routing: Routing, probe: boolean): Outgoing {
  if (question.typ === 'test') return codec.test(routing, { probe });
  const { general, fragor } = question;
  return codec.inquiry({ inquiryId: routing.inquiryId, general, fragor }, routing);
}
