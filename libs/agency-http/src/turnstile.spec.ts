import { busyFor } from '@ssbtek/patience/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { clientFor, httpServer, never, question } from './test-servers';
import { Turnstile, type Pass } from './turnstile';

const cleanup: Array<() => Promise<unknown>> = [];
afterEach(async () => {
  for (const step of cleanup.splice(0).reverse()) await step();
});

describe('a burst of questions in a busy process', () => {
  it('is answered in full: neither a late timer nor a full queue is a failure to connect', async () => {
    const server = await httpServer((_, response) => response.end('x'));
    const client = clientFor(`http://127.0.0.1:${server.port}/`, { connectMs: 100, maxConnections: 512 });
    cleanup.push(
      () => server.close(),
      () => client.close(),
    );
    const answers = Array.from({ length: 300 }, () => client.send(question, never()));
    for (let i = 0; i < 2; i++) {
      await new Promise((resolve) => setImmediate(resolve));
      busyFor(300);
    }
    const failures = (await Promise.all(answers)).filter((answer) => 'failure' in answer);
    expect(failures).toEqual([]);
    expect(client.retries()).toBe(0);
  }, 30_000);

  it('waits in order for our connections, and that is said', async () => {
    const server = await httpServer((_, response) => void setTimeout(() => response.end('x'), 20));
    const client = clientFor(`http://127.0.0.1:${server.port}/`, { maxConnections: 2 });
    cleanup.push(
      () => server.close(),
      () => client.close(),
    );
    const told: string[] = [];
    const turn = (i: number) => ({
      waits: () => told.push(`${i} waits`),
      comes: () => told.push(`${i} comes`),
    });
    await Promise.all([0, 1, 2, 3].map((i) => client.send(question, never(), turn(i))));
    expect(told).toEqual(['2 waits', '3 waits', '2 comes', '3 comes']);
    expect(server.connections()).toBe(2);
  });
});

describe('the turnstile', () => {
  const passed = (turnstile: Turnstile): Pass => {
    const pass = turnstile.enter();
    if (!pass) throw new Error('had to wait');
    return pass;
  };

  it('lets so many open connections at a time, and the next when one is open', async () => {
    const turnstile = new Turnstile(100, 2);
    const first = passed(turnstile);
    passed(turnstile);
    expect(turnstile.enter()).toBeUndefined();
    const third = turnstile.wait(never());
    first.onStarted();
    expect(await third).toHaveProperty('onStarted');
    expect(turnstile.enter()).toBeUndefined();
  });

  it('keeps nobody waiting for a server that takes no connection', async () => {
    const turnstile = new Turnstile(100, 1);
    const gone = { kind: 'connection', reason: 'connect-timeout' } as const;
    const first = passed(turnstile);
    const others = [turnstile.wait(never()), turnstile.wait(never())];
    first.onEnded(gone);
    expect(await Promise.all(others)).toEqual([gone, gone]);
    expect(turnstile.enter()).toBeDefined();
  });

  it('goes on after another failure, or when others do get connections', async () => {
    const turnstile = new Turnstile(100, 2);
    const [slow, quick] = [passed(turnstile), passed(turnstile)];
    const others = [turnstile.wait(never()), turnstile.wait(never())] as const;
    quick.onStarted();
    slow.onEnded({ kind: 'connection', reason: 'connect-timeout' });
    for (const other of await Promise.all(others)) expect(other).toHaveProperty('onStarted');
    quick.onEnded({ kind: 'connection', reason: 'reset' });
  });

  it('forgets who does not wait any more', async () => {
    const turnstile = new Turnstile(1, 1);
    const first = passed(turnstile);
    const controller = new AbortController();
    const left = turnstile.wait(controller.signal);
    const stays = turnstile.wait(never());
    controller.abort(new Error('enough'));
    await expect(left).rejects.toThrow('enough');
    first.onEnded();
    expect(await stays).toHaveProperty('onStarted');
  });
});
