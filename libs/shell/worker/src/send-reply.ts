import { setTimeout as sleep } from 'node:timers/promises';
import { failed, type Kod, type Outcome } from '@ssbtek/core';
import {
  MessageRefused,
  REPLY_TOPIC,
  largestValueBytes,
  mayBeTakenLater,
  type MeshCodec,
  type MessageBus,
  type Outgoing,
  type Routing,
} from '@ssbtek/messaging';
import { tracedRouting, writtenTo } from '@ssbtek/shell-transport';
import type { Span, Telemetry } from '@ssbtek/telemetry';

const RESEND_MS = 200;
const LARGEST_BYTES = largestValueBytes(REPLY_TOPIC);

/** What a reply is sent with. */
export interface ReplyDeps {
  readonly kod: Kod;
  readonly bus: Pick<MessageBus, 'publish' | 'clock'>;
  readonly codec: Pick<MeshCodec, 'partial'>;
  readonly telemetry: Telemetry;
  readonly routing: Routing;
  /** In the broker's clock, ms. */
  readonly deadlineMs: number;
  readonly parent: Span;
}

/**
 * Sends an agency's reply, and again while somebody may still be waiting. A reply that can never be sent becomes the
 * failure that it is, and that is sent at once: nobody waits for the deadline, and the agency is not asked again.
 * Resolves to what was sent; rejects when not even the failure is taken.
 */
export async function sendReply(outcome: Outcome, deps: ReplyDeps): Promise<Outcome> {
  try {
    return (await publish(outcome, deps)) ? outcome : undeliverable('bus-unavailable');
  } catch (error) {
    const reason = error instanceof MessageRefused ? error.reason : 'unexpected';
    const failure = undeliverable(reason);
    const { kod, routing, parent, telemetry } = deps;
    const trail = { inquiryId: routing.inquiryId, traceId: parent.traceId, agency: kod };
    telemetry.log.error('partial reply cannot be sent; its failure is sent instead', { ...trail, reason });
    await publish(failure, deps);
    return failure;
  }
}

const undeliverable = (reason: string): Outcome => failed({ kind: 'undeliverable', reason });

/** False when the bus was away until the deadline. */
async function publish(outcome: Outcome, deps: ReplyDeps): Promise<boolean> {
  const { kod, bus, codec, telemetry, routing, deadlineMs, parent } = deps;
  const { inquiryId } = routing;
  const about = { ...writtenTo(REPLY_TOPIC, inquiryId), 'ssbtek.agency': kod };
  const span = telemetry.tracer.start('send', about, { parent });
  try {
    const message = fitting(codec.partial({ inquiryId, kod, outcome }, tracedRouting(routing, span)));
    do {
      if (await taken(bus, message)) {
        span.end();
        return true;
      }
      await sleep(RESEND_MS);
    } while (bus.clock.now() < deadlineMs);
  } catch (error) {
    span.end('message-refused');
    throw error;
  }
  span.end('bus-unavailable');
  const trail = { inquiryId, traceId: parent.traceId, agency: kod };
  telemetry.log.error('partial reply could not be sent before the deadline', trail);
  return false;
}

/** Known beforehand: the broker need not be bothered with it. */
function fitting(message: Outgoing): Outgoing {
  if (message.value.length > LARGEST_BYTES) throw new MessageRefused('too-large');
  return message;
}

async function taken(bus: Pick<MessageBus, 'publish'>, message: Outgoing): Promise<boolean> {
  try {
    await bus.publish([message]);
    return true;
  } catch (error) {
    if (mayBeTakenLater(error)) return false;
    throw error;
  }
}
