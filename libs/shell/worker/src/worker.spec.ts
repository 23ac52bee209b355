import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ByteBudget, type AgencyInquiry, type GeneralQuestion, type Outcome } from '@ssbtek/core';
import {
  BusUnavailable,
  INQUIRY_TOPIC,
  MessageRefused,
  REPLY_TOPIC,
  isLetGo,
  meshCodec,
  plainSealer,
  type Incoming,
  type Outgoing,
} from '@ssbtek/messaging';
import { renderMetrics, testTelemetry } from '@ssbtek/telemetry';
import { Worker } from './worker';

const MIB = 1024 * 1024;
const codec = meshCodec(plainSealer());
const routing = {
  inquiryId: 'i',
  agencies: ['abc'],
  budgetMs: 20_000,
  replyPartition: 0,
  askedAt: 1_000_000,
};
const NOW = 1_000_000;

const general = { personidentitet: '191212121212' } as unknown as GeneralQuestion;

function asked(): Incoming {
  const fragor = { abc: { specifikt: { typ: 'bara-person' } } } as never;
  const { key, headers, value } = codec.inquiry({ inquiryId: 'i', general, fragor }, routing);
  return { topic: INQUIRY_TOPIC, partition: 0, offset: 0n, key, headers, value, appendedAt: NOW };
}

/** So many documents of so many bytes. */
const parts = (count: number, bytes: number): Outcome => ({
  type: 'data',
  data: {
    form: 'delar',
    delar: Array.from({ length: count }, (_, i) => ({
      namn: `del${i}`,
      outcome: { type: 'data', content: new Uint8Array(bytes) },
    })),
  },
});

describe('a worker whose reply cannot be sent', () => {
  let now = NOW;
  let published: Outgoing[];
  let refuse: (message: Outgoing) => Error | undefined;
  let telemetry: ReturnType<typeof testTelemetry>;
  let asks: number;

  beforeEach(() => {
    now = NOW;
    published = [];
    refuse = () => undefined;
    telemetry = testTelemetry();
    asks = 0;
  });
  afterEach(() => vi.useRealTimers());

  function worker(outcome: Outcome): Worker {
    const bus = {
      clock: { now: () => now },
      publish(messages: readonly Outgoing[]) {
        for (const message of messages) {
          const error = refuse(message);
          if (error) return Promise.reject(error);
          published.push(message);
        }
        return Promise.resolve();
      },
    };
    const ask = (_inquiry: AgencyInquiry): Promise<Outcome> => {
      asks += 1;
      return Promise.resolve(outcome);
    };
    const budget = new ByteBudget(64 * MIB);
    const unused = (): never => {
      throw new Error('unused');
    };
    return new Worker({
      kod: 'abc',
      agencyMs: 20_000,
      bus: bus as never,
      codec,
      telemetry,
      ask,
      test: unused,
      budget,
    });
  }

  const sent = () =>
    published.map(({ key, headers, value }) =>
      codec.readPartial({
        topic: REPLY_TOPIC,
        partition: 0,
        offset: 0n,
        key,
        headers,
        value,
        appendedAt: NOW,
      }),
    );
  const counted = async () =>
    [...(await renderMetrics([telemetry])).body.matchAll(/agency_replies_total\{.*result="(.*?)"\} 1/g)].map(
      ([, result]) => result,
    );

  it('sends five documents of the largest size as they are', async () => {
    await worker(parts(5, 2 * MIB)).handle(asked());
    expect(sent()[0]?.outcome).toMatchObject({ type: 'data', data: { form: 'delar' } });
    expect(await counted()).toEqual(['data']);
  });

  it.each([
    [6000, 0],
    [7000, 1],
  ])('counts a question of 20 s that is %d ms old as late: %d', async (oldMs, late) => {
    const message = asked();
    now = NOW + oldMs;
    await worker(parts(1, 1)).handle(message);
    expect((await renderMetrics([telemetry])).body).toContain(`ssbtek_late_arrivals_total ${late}\n`);
  });

  it('says at once that more than a message takes cannot be delivered, and asks once', async () => {
    const message = asked();
    await worker(parts(5, 3 * MIB)).handle(message);
    const failure = { kind: 'undeliverable', reason: 'too-large' };
    expect(sent()).toEqual([{ inquiryId: 'i', kod: 'abc', outcome: { type: 'failure', failure } }]);
    expect([asks, await counted()]).toEqual([1, ['undeliverable']]);
    expect(isLetGo(message)).toBe(true);
  });

  it('does so when it is the broker that does not take it', async () => {
    refuse = ({ value }) => (value.length > 1000 ? new MessageRefused('refused') : undefined);
    await worker(parts(1, 2000)).handle(asked());
    expect(sent()[0]?.outcome).toEqual({
      type: 'failure',
      failure: { kind: 'undeliverable', reason: 'refused' },
    });
    expect([asks, await counted()]).toEqual([1, ['undeliverable']]);
  });

  it('is over for good when not even that is taken: the message is not to be tried again', async () => {
    refuse = () => new MessageRefused('refused');
    const message = asked();
    await expect(worker(parts(1, 1)).handle(message)).rejects.toBeInstanceOf(MessageRefused);
    expect([asks, isLetGo(message)]).toEqual([1, true]);
  });

  it('sends its reply again, as it is, when a permission was missing for a while', async () => {
    let forbidden = 2;
    refuse = () => ((forbidden -= 1) >= 0 ? new MessageRefused('not-allowed') : undefined);
    await worker(parts(1, 1)).handle(asked());
    expect(sent()[0]?.outcome).toMatchObject({ type: 'data' });
    expect([asks, await counted()]).toEqual([1, ['data']]);
  });

  it('counts as undelivered what an absent bus did not take before the deadline', async () => {
    refuse = () => new BusUnavailable('away');
    now = NOW + 19_000;
    const done = worker(parts(1, 1)).handle(asked());
    await vi.waitFor(() => expect(asks).toBe(1));
    now = NOW + 20_001;
    await done;
    expect(await counted()).toEqual(['undeliverable']);
  });
});
