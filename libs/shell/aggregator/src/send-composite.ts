import { setTimeout as sleep } from 'node:timers/promises';
import { failed, type Composite, type Kod } from '@ssbtek/core';
import {
  ANSWER_TOPIC,
  MessageRefused,
  largestValueBytes,
  mayBeTakenLater,
  type MeshCodec,
  type MessageBus,
  type Outgoing,
} from '@ssbtek/messaging';
import { tracedRouting, writtenTo } from '@ssbtek/shell-transport';
import type { Span, Telemetry } from '@ssbtek/telemetry';
import { fitting } from './fitting';
import type { OpenedJoin } from './join-table';
import { usefulUntil } from './useful';

const RESEND_MS = 200;
const LARGEST_BYTES = largestValueBytes(ANSWER_TOPIC);
/** What stands in a composite besides the agencies' data, at most. */
const HEAD_BYTES = 512 * 1024;

/** What a composite is sent with. */
export interface CompositeDeps {
  readonly bus: Pick<MessageBus, 'publish' | 'clock'>;
  readonly codec: Pick<MeshCodec, 'composite'>;
  readonly telemetry: Telemetry;
  /** An answer is left out of the composite, because it does not fit or is not taken. */
  readonly dropped: (kod: Kod, inquiryId: string) => void;
}

/** A composite as it travels: the agencies' data is nowhere else any more. */
interface Sealed {
  readonly message: Outgoing;
  /** The same without any data: for a broker that does not take it. */
  readonly bare: () => Outgoing;
}

/**
 * Sends the composite until it is acknowledged. False when nobody can be waiting any more. What is too large for the
 * topic, or not taken by the broker, is left out and says so, at once. Rejects when not even failures are taken.
 */
export function sendComposite(
  whole: Composite,
  opened: OpenedJoin,
  parent: Span,
  deps: CompositeDeps,
): Promise<boolean> {
  const { telemetry } = deps;
  const about = writtenTo(ANSWER_TOPIC, whole.inquiryId);
  const span = telemetry.tracer.start('send', about, { parent });
  // Sealed before anything is waited for: what is waiting holds the data once.
  const sealed = seal(whole, opened, span, deps);
  return publish(sealed, opened, span, deps);
}

function seal(whole: Composite, { routing }: OpenedJoin, span: Span, deps: CompositeDeps): Sealed {
  const { codec, dropped } = deps;
  const traced = tracedRouting(routing, span);
  const { composite, dropped: left } = fitting(whole, LARGEST_BYTES - HEAD_BYTES);
  for (const kod of left) dropped(kod, whole.inquiryId);
  const { inquiryId } = composite;
  const answered = composite.outcomes.flatMap(({ kod, outcome }) => (outcome.type === 'data' ? [kod] : []));
  const failures = composite.outcomes.map(({ kod, outcome }) => ({
    kod,
    outcome: outcome.type === 'data' ? failed({ kind: 'undeliverable', reason: 'refused' }) : outcome,
  }));
  return {
    message: codec.composite(composite, traced),
    bare() {
      for (const kod of answered) dropped(kod, inquiryId);
      return codec.composite({ inquiryId, outcomes: failures }, traced);
    },
  };
}

async function publish(
  { message, bare }: Sealed,
  opened: OpenedJoin,
  span: Span,
  deps: CompositeDeps,
): Promise<boolean> {
  try {
    const sent = await untilTaken(message, opened, deps);
    span.end(sent ? undefined : 'bus-unavailable');
    return sent;
  } catch (error) {
    span.end('message-refused');
    if (!(error instanceof MessageRefused)) throw error;
    return untilTaken(bare(), opened, deps);
  }
}

async function untilTaken(
  message: Outgoing,
  { routing, timing }: OpenedJoin,
  { bus }: CompositeDeps,
): Promise<boolean> {
  const until = usefulUntil(timing.openedAt, routing);
  while (bus.clock.now() < until) {
    try {
      await bus.publish([message]);
      return true;
    } catch (error) {
      if (!mayBeTakenLater(error)) throw error;
      await sleep(RESEND_MS);
    }
  }
  return false;
}
