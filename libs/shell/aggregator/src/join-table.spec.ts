import { beforeEach, describe, expect, it } from 'vitest';
import type { Closing, Outcome } from '@ssbtek/core';
import type { Routing } from '@ssbtek/messaging';
import { JoinTable } from './join-table';

const routing: Routing = {
  inquiryId: 'i',
  agencies: ['af', 'csn'],
  budgetMs: 1000,
  replyPartition: 3,
  askedAt: 100,
};
const outcome: Outcome = { type: 'failure', failure: { kind: 'timeout' } };
const at = (of: Routing, partition: number, appendedAt: number) => ({ routing: of, partition, appendedAt });
const partial = (kod: string) => ({ inquiryId: 'i', kod, outcome });

describe('join table', () => {
  let now: number;
  let sent: Closing[];
  let unused: string[];
  let table: JoinTable;

  beforeEach(() => {
    now = 100;
    sent = [];
    unused = [];
    table = new JoinTable({
      clock: { now: () => now },
      maxBytes: 100,
      noRoom: (kod, inquiryId) => unused.push(`${kod} of ${inquiryId} without room`),
      send: (closing) => {
        sent.push(closing);
        return Promise.resolve();
      },
      unused: (kod, why) => unused.push(`${kod} ${why}`),
    });
  });

  const settled = async (promise: Promise<void>): Promise<boolean> => {
    let done = false;
    void promise.then(() => (done = true));
    await new Promise((resolve) => setImmediate(resolve));
    return done;
  };

  it('keeps every message of a join unfinished until the composite is out', async () => {
    const opened = table.opened(routing, 0, 100);
    const first = table.reply(partial('af'), 10, at(routing, 0, 110));
    expect(await settled(opened)).toBe(false);
    expect(await settled(first)).toBe(false);
    expect(table.open).toBe(1);
    await Promise.all([table.reply(partial('csn'), 10, at(routing, 0, 120)), opened, first]);
    expect(sent.map((c) => c.reason)).toEqual(['complete']);
    expect(table.open).toBe(0);
  });

  it('knows when its oldest open join was announced', () => {
    expect(table.oldestOpenedAt).toBeUndefined();
    void table.reply(partial('af'), 10, at({ ...routing, inquiryId: 'early' }, 0, 50));
    expect(table.oldestOpenedAt).toBeUndefined();
    void table.opened({ ...routing, inquiryId: 'second' }, 0, 400);
    void table.opened(routing, 0, 300);
    expect(table.oldestOpenedAt).toBe(300);
    now = 1300;
    table.tick();
    expect(table.oldestOpenedAt).toBe(400);
    now = 1400;
    table.tick();
    expect(table.oldestOpenedAt).toBeUndefined();
  });

  it('closes at append time plus budget, whatever the local clock said before', async () => {
    const opened = table.opened(routing, 0, 500);
    now = 1499;
    table.tick();
    expect(sent).toEqual([]);
    now = 1500;
    table.tick();
    await opened;
    expect(sent[0]?.absent).toEqual(['af', 'csn']);
  });

  it('holds time still while a partition is replayed', async () => {
    table.partition({ type: 'assigned', partition: 0 });
    const opened = table.opened(routing, 0, 100);
    now = 1150;
    table.tick();
    expect(sent).toEqual([]);
    void table.reply(partial('af'), 10, at(routing, 0, 200));
    table.partition({ type: 'caught-up', partition: 0 });
    table.tick();
    await opened;
    expect(sent[0]?.absent).toEqual(['csn']);
  });

  it('gives up joins that nobody waits for though their partition is still being replayed', async () => {
    table.partition({ type: 'assigned', partition: 0 });
    const opened = table.opened(routing, 0, 100);
    const orphan = table.reply(partial('af'), 10, at({ ...routing, inquiryId: 'orphan' }, 0, 100));
    now = 1199;
    table.tick();
    expect(await settled(opened)).toBe(false);
    now = 1200;
    table.tick();
    await Promise.all([opened, orphan]);
    expect(table.bytes).toBe(0);
  });

  it('counts late and duplicate replies after the answer and delivers nothing', async () => {
    void table.opened(routing, 0, 100);
    void table.reply(partial('af'), 10, at(routing, 0, 110));
    now = 1100;
    table.tick();
    await table.reply(partial('csn'), 10, at(routing, 0, 1200));
    await table.reply(partial('af'), 10, at(routing, 0, 1200));
    expect(unused).toEqual(['csn late', 'af duplicate']);
    expect(sent).toHaveLength(1);
  });

  it('forgets a reply whose announcement never came, and counts it as orphan', async () => {
    const orphan = table.reply(partial('af'), 10, at(routing, 0, 100));
    now = 1100;
    table.tick();
    await orphan;
    expect(unused).toEqual(['af orphan']);
  });

  it('counts a reply of an agency that was not asked', async () => {
    void table.opened(routing, 0, 100);
    await table.reply(partial('skv'), 10, at(routing, 0, 110));
    expect(unused).toEqual(['skv orphan']);
  });

  it('lets go of the joins of a lost partition without answering them', async () => {
    const opened = table.opened(routing, 4, 100);
    table.partition({ type: 'revoked', partition: 4 });
    await opened;
    now = 5000;
    table.tick();
    expect(sent).toEqual([]);
    expect(table.open).toBe(0);
  });

  it('answers a redelivered announcement of a closed join only once', async () => {
    const none = { ...routing, agencies: [] };
    await table.opened(none, 0, 100);
    await table.opened(none, 0, 100);
    expect(sent).toHaveLength(1);
  });

  describe('that may hold 100 bytes', () => {
    const data: Outcome = { type: 'data', data: { form: 'test', anropad: true } };
    const overload: Outcome = { type: 'failure', failure: { kind: 'overload' } };
    const of = (inquiryId: string): Routing => ({ ...routing, inquiryId });
    const take = (inquiryId: string, kod: string, bytes: number): Promise<void> =>
      table.reply({ inquiryId, kod, outcome: data }, bytes, at(of(inquiryId), 0, 110));
    const outcomes = () => sent.map(({ composite }) => composite.outcomes.map(({ outcome: one }) => one));

    it('refuses what is larger than all that is held, at once', async () => {
      void table.opened(of('a'), 0, 100);
      void take('a', 'af', 60);
      await Promise.all([take('a', 'csn', 90)]);
      expect(outcomes()).toEqual([[data, overload]]);
      expect([unused, table.bytes]).toEqual([['csn of a without room'], 0]);
    });

    it('lets go of the largest for what is smaller: ordinary questions do not notice', async () => {
      for (const id of ['a', 'b']) void table.opened(of(id), 0, 100);
      void take('a', 'af', 80);
      void take('b', 'af', 15);
      await take('b', 'csn', 15);
      expect([unused, table.bytes]).toEqual([['af of a without room'], 0]);
      await take('a', 'csn', 15);
      expect(outcomes()).toEqual([
        [data, data],
        [overload, data],
      ]);
    });

    it('counts early replies, and gives back what orphans and lost partitions held', async () => {
      const early = take('a', 'af', 40);
      void table.opened(of('b'), 3, 100);
      void table.reply({ inquiryId: 'b', kod: 'af', outcome: data }, 40, at(of('b'), 3, 110));
      expect(table.bytes).toBe(80);
      table.partition({ type: 'revoked', partition: 3 });
      expect(table.bytes).toBe(40);
      now = 1200;
      table.tick();
      await early;
      expect(table.bytes).toBe(0);
    });

    it('counts a composite until it is sent', async () => {
      const sending = Promise.withResolvers<void>();
      table = new JoinTable({
        clock: { now: () => now },
        maxBytes: 100,
        noRoom: (kod) => unused.push(kod),
        send: () => sending.promise,
        unused: () => undefined,
      });
      for (const id of ['a', 'b']) void table.opened(of(id), 0, 100);
      for (const kod of ['af', 'csn']) void take('a', kod, 40);
      expect(table.bytes).toBe(80);
      void take('b', 'af', 30);
      expect(unused).toEqual(['af']);
      sending.resolve();
      await settled(sending.promise);
      expect(table.bytes).toBe(0);
    });

    it('holds while a partition is replayed: a restart does not die of what killed the process before', async () => {
      table.partition({ type: 'assigned', partition: 0 });
      for (let i = 0; i < 1000; i += 1) {
        void table.opened(of(`i${i}`), 0, 100);
        void take(`i${i}`, 'af', 30);
        expect(table.bytes).toBeLessThanOrEqual(100);
      }
      now = 9000;
      table.partition({ type: 'caught-up', partition: 0 });
      table.tick();
      await settled(Promise.resolve());
      expect(sent).toHaveLength(1000);
      expect(sent.filter(({ composite }) => composite.outcomes[0]?.outcome.type === 'data')).toHaveLength(3);
      expect(table.bytes).toBe(0);
    });
  });

  it('says how long nothing is due, as of what it holds', () => {
    expect(table.idleMs()).toBeUndefined();
    void table.opened(routing, 0, 100);
    expect(table.idleMs()).toBe(1000);
    void table.reply(partial('af'), 10, at({ ...routing, inquiryId: 'early', budgetMs: 500 }, 0, 100));
    now = 400;
    expect(table.idleMs()).toBeLessThanOrEqual(700);
    now = 1100;
    table.tick();
    expect(sent.map((c) => c.reason)).toEqual(['deadline']);
    expect(table.idleMs()).toBe(Infinity);
    now = 3000;
    table.tick();
    expect(table.idleMs()).toBeUndefined();
  });
});
