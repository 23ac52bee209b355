import { beforeEach, describe, expect, it } from 'vitest';
import type { Closing, Outcome } from '@ssbtek/core';
import type { Routing } from '@ssbtek/messaging';
import { JoinTable } from './join-table';

const routing: Routing = { inquiryId: 'i', agencies: ['af', 'csn'], budgetMs: 1000, replyPartition: 3 };
const outcome: Outcome = { type: 'failure', failure: { kind: 'timeout' } };
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
    const first = table.reply(partial('af'), routing, 0, 110);
    expect(await settled(opened)).toBe(false);
    expect(await settled(first)).toBe(false);
    expect(table.open).toBe(1);
    await Promise.all([table.reply(partial('csn'), routing, 0, 120), opened, first]);
    expect(sent.map((c) => c.reason)).toEqual(['complete']);
    expect(table.open).toBe(0);
  });

  it('knows when its oldest open join was announced', () => {
    expect(table.oldestOpenedAt).toBeUndefined();
    void table.reply(partial('af'), { ...routing, inquiryId: 'early' }, 0, 50);
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
    now = 9000;
    table.tick();
    expect(sent).toEqual([]);
    void table.reply(partial('af'), routing, 0, 200);
    table.partition({ type: 'caught-up', partition: 0 });
    table.tick();
    await opened;
    expect(sent[0]?.absent).toEqual(['csn']);
  });

  it('counts late and duplicate replies after the answer and delivers nothing', async () => {
    void table.opened(routing, 0, 100);
    void table.reply(partial('af'), routing, 0, 110);
    now = 1100;
    table.tick();
    await table.reply(partial('csn'), routing, 0, 1200);
    await table.reply(partial('af'), routing, 0, 1200);
    expect(unused).toEqual(['csn late', 'af duplicate']);
    expect(sent).toHaveLength(1);
  });

  it('forgets a reply whose announcement never came, and counts it as orphan', async () => {
    const orphan = table.reply(partial('af'), routing, 0, 100);
    now = 1100;
    table.tick();
    await orphan;
    expect(unused).toEqual(['af orphan']);
  });

  it('counts a reply of an agency that was not asked', async () => {
    void table.opened(routing, 0, 100);
    await table.reply(partial('skv'), routing, 0, 110);
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
});
