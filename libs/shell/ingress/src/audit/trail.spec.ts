import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { auditKeys, TrailCheck, type AuditContent, type AuditRecord, type TrailReport } from '@ssbtek/audit';
import { auditLines, BusUnavailable, type Outgoing } from '@ssbtek/messaging';
import { answeredElsewhere, busyFor } from '@ssbtek/messaging/testing';
import { AuditTrail } from './trail';

const keys = auditKeys({ active: 'a', keys: new Map([['a', new Uint8Array(32).fill(1)]]) });
const answer = (inquiryId: string): AuditContent => ({
  kind: 'answer',
  inquiryId,
  contract: 'v1',
  way: 'soap',
  asked: 'fraga',
  outcome: 'complete',
  agencies: {},
});

/** A bus whose acknowledgements are in the test's hand. */
class HeldBus {
  readonly sent: Outgoing[] = [];
  private readonly held: Array<PromiseWithResolvers<void>> = [];
  here = true;
  /** Acknowledge at once. */
  quick = false;

  connected(): boolean {
    return this.here;
  }
  publish([message]: readonly Outgoing[], timeoutMs = 5000): Promise<void> {
    if (message) this.sent.push(message);
    if (this.quick) return Promise.resolve();
    const held = Promise.withResolvers<void>();
    this.held.push(held);
    const late = setTimeout(() => held.reject(new BusUnavailable('late')), timeoutMs);
    return held.promise.finally(() => clearTimeout(late));
  }
  async acknowledge(): Promise<void> {
    this.held.shift()?.resolve();
    await vi.advanceTimersByTimeAsync(0);
  }
  async fail(code?: string): Promise<void> {
    this.held.shift()?.reject(new BusUnavailable('no acknowledgement', code));
    await vi.advanceTimersByTimeAsync(0);
  }
  records(): AuditRecord[] {
    return this.sent.flatMap(({ value }) => auditLines(value)).map((line) => JSON.parse(line) as AuditRecord);
  }
  report(): TrailReport {
    const check = new TrailCheck(keys);
    for (const message of this.sent)
      auditLines(message.value).forEach((text, i) => check.add(text, { line: i + 1 }));
    return check.report(new Date());
  }
}

describe('the audit trail of an ingress', () => {
  let bus: HeldBus;
  let trail: AuditTrail;
  let counted: { written: number; failed: number };
  let told: string[];
  beforeEach(async () => {
    told = [];
    vi.useFakeTimers();
    bus = new HeldBus();
    counted = { written: 0, failed: 0 };
    trail = new AuditTrail({
      bus,
      key: keys.active,
      chain: 'a'.repeat(32),
      instance: 'i',
      count: (result) => void (counted[result] += 1),
      stuck: (reason) => told.push(reason),
      moving: () => told.push('moving'),
    });
    await vi.advanceTimersByTimeAsync(0);
  });
  afterEach(() => vi.useRealTimers());

  const opened = async (): Promise<void> => {
    await bus.acknowledge();
    expect(trail.lacks()).toEqual([]);
  };
  const kindsSent = (): readonly string[] => bus.records().map(({ kind }) => kind);

  it('is ready once its chain is open', async () => {
    expect(trail.lacks()).toEqual(['the audit chain is not open yet']);
    expect(kindsSent()).toEqual(['opened']);
    await opened();
  });

  it('says that a record is written only when the bus has acknowledged it', async () => {
    await opened();
    let written: boolean | undefined;
    void trail.write(answer('1'), 900).then((yes) => (written = yes));
    await vi.advanceTimersByTimeAsync(10);
    expect(written).toBeUndefined();
    await bus.acknowledge();
    expect(written).toBe(true);
    expect(counted).toEqual({ written: 1, failed: 0 });
  });

  it('sends what comes meanwhile together, one message at a time', async () => {
    await opened();
    const all = ['1', '2', '3', '4', '5'].map(async (id, i) => {
      if (i > 0) await vi.advanceTimersByTimeAsync(1);
      return trail.write(answer(id), 900);
    });
    await vi.advanceTimersByTimeAsync(10);
    expect(bus.sent).toHaveLength(2);
    await bus.acknowledge();
    expect(bus.sent).toHaveLength(3);
    await bus.acknowledge();
    expect(await Promise.all(all)).toEqual([true, true, true, true, true]);
    expect(bus.report()).toMatchObject({ findings: [], chains: [{ answers: 5 }] });
  });

  it('sends what was not acknowledged again as it was, and the chain stays whole', async () => {
    await opened();
    const first = trail.write(answer('1'), 300);
    await vi.advanceTimersByTimeAsync(0);
    await bus.fail();
    await vi.advanceTimersByTimeAsync(310);
    expect(await first).toBe(false);
    const fault = trail.note(answer('fault of 1'));
    await bus.acknowledge();
    await vi.advanceTimersByTimeAsync(300);
    await bus.acknowledge();
    expect(await fault).toBe(true);
    const [, once, again] = bus.sent;
    expect(again).toEqual(once);
    expect(bus.report()).toMatchObject({ findings: [], chains: [{ answers: 2, resent: 1 }] });
    expect(counted).toEqual({ written: 2, failed: 1 });
  });

  it('lacks the topic while the oldest record waits for longer than a second, in the words of the broker', async () => {
    await opened();
    void trail.note(answer('1'));
    await vi.advanceTimersByTimeAsync(500);
    expect(trail.lacks()).toEqual([]);
    await bus.fail('NOT_ENOUGH_REPLICAS');
    await vi.advanceTimersByTimeAsync(600);
    expect(trail.lacks()).toEqual(['ssbtek.audit.v1 does not take records: NOT_ENOUGH_REPLICAS']);
    expect(told).toEqual(['NOT_ENOUGH_REPLICAS']);
    await vi.advanceTimersByTimeAsync(5000);
    expect(told).toHaveLength(1);
    bus.quick = true;
    await vi.advanceTimersByTimeAsync(1500);
    expect(trail.lacks()).toEqual([]);
    expect(told).toEqual(['NOT_ENOUGH_REPLICAS', 'moving']);
  });

  it('takes an answer back that could not be sent in time: its record would not be true', async () => {
    await opened();
    const underWay = trail.note(answer('1'));
    await vi.advanceTimersByTimeAsync(0);
    const late = trail.write(answer('2'), 100);
    await vi.advanceTimersByTimeAsync(110);
    expect(await late).toBe(false);
    await bus.acknowledge();
    expect(await underWay).toBe(true);
    await vi.advanceTimersByTimeAsync(1000);
    expect(bus.records().map((record) => 'inquiryId' in record && record.inquiryId)).toEqual([false, '1']);
    expect(counted).toEqual({ written: 1, failed: 1 });
  });

  it('refuses an answer at once while the bus is away, keeps faults and writes them when it is back', async () => {
    await opened();
    bus.here = false;
    expect(await trail.write(answer('1'), 900)).toBe(false);
    const fault = trail.note(answer('fault'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(bus.sent).toHaveLength(1);
    [bus.here, bus.quick] = [true, true];
    await vi.advanceTimersByTimeAsync(300);
    expect(await fault).toBe(true);
    expect(bus.report()).toMatchObject({ findings: [], chains: [{ answers: 1 }] });
  });

  it('holds so many records of an absent bus, and gives up more', async () => {
    await opened();
    bus.here = false;
    const notes = Array.from({ length: 10_005 }, (_, i) => trail.note(answer(String(i))));
    expect(await Promise.all(notes.slice(-5))).toEqual(Array.from({ length: 5 }, () => false));
    expect(counted).toEqual({ written: 0, failed: 5 });
    [bus.here, bus.quick] = [true, true];
    await vi.advanceTimersByTimeAsync(1000);
    expect(counted).toEqual({ written: 10_000, failed: 5 });
    expect(Math.max(...bus.sent.map(({ value }) => auditLines(value).length))).toBeLessThanOrEqual(200);
  });

  it('refuses an answer whose record finds no place, at once', async () => {
    await opened();
    void Promise.all(Array.from({ length: 10_300 }, (_, i) => trail.note(answer(String(i)))));
    expect(await trail.write(answer('one too many'), 900)).toBe(false);
  });

  it('keeps messages small, whatever a caller writes, and sends a large record alone', async () => {
    await opened();
    bus.quick = true;
    const large = (bytes: number): AuditContent =>
      ({ ...answer('1'), ground: 'x'.repeat(bytes) }) as AuditContent;
    const sizes = [150_000, 150_000, 150_000, 700_000, 10];
    expect(await Promise.all(sizes.map((size) => trail.write(large(size), 900)))).not.toContain(false);
    for (const { value } of bus.sent) expect(value.length).toBeLessThan(900_000);
    expect(bus.sent.length).toBeGreaterThan(2);
  });

  it('says once a minute that it lives, but only when it has nothing else to say', async () => {
    await opened();
    bus.quick = true;
    await vi.advanceTimersByTimeAsync(121_000);
    expect(kindsSent()).toEqual(['opened', 'alive', 'alive']);
    await vi.advanceTimersByTimeAsync(30_000);
    await trail.write(answer('1'), 900);
    await vi.advanceTimersByTimeAsync(50_000);
    expect(kindsSent().slice(3)).toEqual(['answer']);
  });

  it('closes its chain on a clean stop', async () => {
    await opened();
    bus.quick = true;
    const last = trail.note(answer('1'));
    await trail.close(3000);
    expect(await last).toBe(true);
    expect(bus.report()).toMatchObject({ findings: [], chains: [{ ending: 'closed', records: 3 }] });
  });

  it('does not hold up a stop when the bus is away', async () => {
    await opened();
    bus.here = false;
    const lost = trail.note(answer('1'));
    const closed = trail.close(3000);
    await vi.advanceTimersByTimeAsync(4000);
    await closed;
    expect(await lost).toBe(false);
    expect(await trail.note(answer('2'))).toBe(false);
    expect(counted).toEqual({ written: 0, failed: 2 });
  });
});

it('hears an acknowledgement that arrived while the event loop was busy', async () => {
  const trail = new AuditTrail({
    bus: { connected: () => true, publish: answeredElsewhere },
    key: keys.active,
    chain: 'a'.repeat(32),
    instance: 'i',
    count: () => undefined,
    stuck: () => undefined,
    moving: () => undefined,
  });
  await vi.waitFor(() => expect(trail.lacks()).toEqual([]));
  const written = trail.write(answer('1'), 20);
  await Promise.resolve();
  busyFor(60);
  expect(await written).toBe(true);
  await trail.close(1000);
});
