import { v7 as newInquiryId } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CONTRACT_VERSIONS } from '@ssbtek/contract-versions';
import { ByteBudget, type Outcome } from '@ssbtek/core';
import {
  REPLY_TOPIC,
  ephemeralSealer,
  meshCodec,
  type Incoming,
  type MessageBus,
  type Outgoing,
} from '@ssbtek/messaging';
import { UNKNOWN_CALLER } from '@ssbtek/parties';
import { testTelemetry } from '@ssbtek/telemetry';
import { Aggregator } from '../../libs/shell/aggregator/src/aggregator';
import { Body } from '../../libs/shell/ingress/src/asking';
import { NO_AUDITOR } from '../../libs/shell/ingress/src/audit/auditor';
import { Ingress } from '../../libs/shell/ingress/src/ingress';
import { example } from '../support/examples';
import { bytesHeld } from '../support/held';

const KIB = 1024;
const MIB = 1024 * KIB;
const codec = meshCodec(ephemeralSealer());

/** A bus that takes everything, keeps nothing, and never answers. */
const silent = (): MessageBus =>
  ({
    clock: { now: () => 1_000_000 },
    connected: () => true,
    publish: () => Promise.resolve(),
  }) as unknown as MessageBus;

/** A caller who waits. */
const waiting = () => ({ gone: new AbortController().signal, send: () => Promise.resolve(true) });

/** A question of a given size: LEFI's own question is most of it, as large questions are. */
function largeQuestion(bytes: number): Uint8Array {
  const text = example('v10').replace(/(<lefiJsonFraga>)([^<]+)/, (_, tag: string, base64: string) => {
    const json = Buffer.from(base64, 'base64').toString('utf8');
    const filled = json.replace(/\}$/, `,"x":"${'x'.repeat((bytes - 4 * KIB) * 0.75)}"}`);
    return tag + Buffer.from(filled).toString('base64');
  });
  return Buffer.from(text);
}

describe('an ingress with large questions waiting', () => {
  it('holds of each what its answer needs, and nothing of what was asked', { timeout: 120_000 }, async () => {
    const version = CONTRACT_VERSIONS.find(({ name }) => name === 'v10');
    if (!version) throw new Error('no such version');
    const ingress = new Ingress({
      bus: silent(),
      codec,
      telemetry: testTelemetry(),
      deadlineMs: 60_000,
      aggregatorMs: 50_000,
      maxInFlight: 1000,
      budget: new ByteBudget(64 * MIB),
      replyPartition: 0,
      admit: () => undefined,
      closed: () => undefined,
      auditor: NO_AUDITOR,
      linkCallers: false,
    });
    const by = () => ({ inquiryId: newInquiryId(), caller: UNKNOWN_CALLER, way: 'soap' }) as const;
    const ask = async (count: number): Promise<void> => {
      for (let i = 0; i < count; i += 1) {
        void ingress.handle(version, new Body(largeQuestion(237 * KIB)), 'utf-8', by(), waiting());
        if (i % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
      }
    };
    await ask(20);
    const before = await bytesHeld();
    await ask(150);
    const each = ((await bytesHeld()) - before) / 150;
    expect(ingress.inFlight).toBe(170);
    expect(each).toBeLessThan(24 * KIB);
  });
});

describe('an aggregator with many open joins', () => {
  let aggregator: Aggregator | undefined;
  beforeEach(() => (aggregator = undefined));
  afterEach(() => aggregator?.stop());

  it('holds what was answered once', { timeout: 120_000 }, async () => {
    aggregator = new Aggregator(silent(), codec, testTelemetry(), 512 * MIB);
    const read: Incoming[] = [];
    const handle = ({ key, headers, value }: Outgoing, offset: number): void => {
      // As the bus does: the message itself is held until its handler is done.
      const message = {
        topic: REPLY_TOPIC,
        partition: 0,
        offset: BigInt(offset),
        key,
        headers,
        value,
        appendedAt: 1_000_000,
      };
      read.push(message);
      void aggregator?.handle(message);
    };
    const agencies = ['a', 'b', 'c'];
    const outcome = (): Outcome => ({
      type: 'data',
      data: { form: 'binary', content: new Uint8Array(MIB) },
    });
    const before = await bytesHeld();
    for (let i = 0; i < 40; i += 1) {
      const routing = {
        inquiryId: `i${i}`,
        agencies,
        budgetMs: 20_000,
        replyPartition: 0,
        askedAt: 1_000_000,
      };
      handle(codec.opened(routing), 3 * i);
      for (const kod of agencies.slice(0, 2))
        handle(codec.partial({ inquiryId: routing.inquiryId, kod, outcome: outcome() }, routing), 3 * i + 1);
      await new Promise((resolve) => setImmediate(resolve));
    }
    const held = (await bytesHeld()) - before;
    expect(read).toHaveLength(120);
    expect(held).toBeGreaterThan(70 * MIB);
    expect(held).toBeLessThan(88 * MIB);
  });
});
