import { beforeEach, describe, expect, it } from 'vitest';
import type { Outcome } from '@ssbtek/core';
import { ANSWER_TOPIC, MessageRefused, meshCodec, plainSealer, type Outgoing } from '@ssbtek/messaging';
import { testTelemetry } from '@ssbtek/telemetry';
import { sendComposite } from './send-composite';

const MIB = 1024 * 1024;
const codec = meshCodec(plainSealer());
const routing = { inquiryId: 'i', agencies: ['a', 'b', 'c'], budgetMs: 1000, replyPartition: 0, askedAt: 0 };
const opened = { routing, timing: { openedAt: 0, deadlineMs: 1000 }, partition: 0, replies: [] };
const data = (bytes: number): Outcome => ({
  type: 'data',
  data: { form: 'binary', content: new Uint8Array(bytes) },
});
const fault: Outcome = {
  type: 'failure',
  failure: { kind: 'agency-fault', felkod: '99', felmeddelanden: ['Fel'] },
};

describe('a composite that cannot be sent as it is', () => {
  let published: Outgoing[];
  let dropped: string[];
  let most: number;
  /** How often the broker still says that this may not be written. */
  let forbidden: number;
  beforeEach(() => {
    published = [];
    dropped = [];
    most = Infinity;
    forbidden = 0;
  });

  async function kindsSent(...outcomes: Outcome[]): Promise<readonly string[]> {
    const publish = ([message]: readonly Outgoing[]): Promise<void> => {
      if (forbidden > 0) {
        forbidden -= 1;
        return Promise.reject(new MessageRefused('not-allowed'));
      }
      if (!message || message.value.length > most) return Promise.reject(new MessageRefused('too-large'));
      published.push(message);
      return Promise.resolve();
    };
    const telemetry = testTelemetry();
    const span = telemetry.tracer.start('join', {}, {});
    const bus = { clock: { now: () => 10 }, publish };
    const composite = {
      inquiryId: 'i',
      outcomes: outcomes.map((outcome, i) => ({ kod: 'abc'[i] ?? '', outcome })),
    };
    const deps = { bus, codec, telemetry, dropped: (kod: string) => dropped.push(kod) };
    expect(await sendComposite(composite, opened, span, deps)).toBe(true);
    const [message] = published;
    if (!message) throw new Error('nothing was sent');
    const { key, headers, value } = message;
    const read = { topic: ANSWER_TOPIC, partition: 0, offset: 0n, key, headers, value, appendedAt: 0 };
    return codec
      .readComposite(read)
      .outcomes.map(({ outcome }) => (outcome.type === 'data' ? 'data' : outcome.failure.kind));
  }

  it('leaves out the largest answers, no more than it must, and says so', async () => {
    expect(await kindsSent(data(2 * MIB), data(20 * MIB), data(10 * MIB))).toEqual([
      'data',
      'undeliverable',
      'data',
    ]);
    expect(dropped).toEqual(['b']);
  });

  it('goes as it is up to the largest that the mesh lets in', async () => {
    expect(await kindsSent(data(10 * MIB), data(6 * MIB), data(6 * MIB))).toEqual(['data', 'data', 'data']);
    expect(dropped).toEqual([]);
  });

  it("goes without data, and with the agencies' own errors, when the broker does not take it", async () => {
    most = 10_000;
    expect(await kindsSent(data(20_000), fault, data(10))).toEqual([
      'undeliverable',
      'agency-fault',
      'undeliverable',
    ]);
    expect(dropped).toEqual(['a', 'c']);
  });

  it('is sent again, as it is, when a permission was missing for a while', async () => {
    forbidden = 2;
    expect(await kindsSent(data(10), fault)).toEqual(['data', 'agency-fault']);
    expect(dropped).toEqual([]);
  });
});
