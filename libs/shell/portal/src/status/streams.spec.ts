import type { ServerResponse } from 'node:http';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Streams } from './streams';

/** A reader: a stream with the head that a response has. */
function reader() {
  const stream = new PassThrough();
  let text = '';
  stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const response = Object.assign(stream, { writeHead: () => undefined }) as unknown as ServerResponse;
  return { response, stream, told: () => text, clear: () => (text = '') };
}

describe('pages that are told what changes', () => {
  let asked: number;
  let news: string;
  let streams: Streams;
  beforeEach(() => {
    vi.useFakeTimers();
    [asked, news] = [0, 'a'];
    streams = new Streams(2, () => ({ data: `{"asked":${(asked += 1)}}`, news }));
  });
  afterEach(() => {
    streams.stop();
    vi.useRealTimers();
  });
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

  it('are told at once, then of news, and of figures every 15 s', async () => {
    const one = reader();
    streams.enter(one.response);
    await pass(1);
    expect(one.told()).toMatch(/^retry: \d+\n\nevent: status\ndata: \{"asked":1\}\n\n$/);
    one.clear();
    streams.changed();
    await pass(500);
    expect(one.told()).toBe('');
    news = 'b';
    streams.changed();
    await pass(150);
    expect(one.told()).toMatch(/^event: status\ndata: .*\n\n$/);
    one.clear();
    await pass(9000);
    expect(one.told()).toBe('');
    await pass(2000);
    expect(one.told()).toBe(': here\n\n');
    one.clear();
    await pass(5000);
    expect(one.told()).toContain('event: status');
  });

  it('are told of a silence, which no message tells', async () => {
    const one = reader();
    streams.enter(one.response);
    await pass(1);
    one.clear();
    news = 'silent';
    await pass(1000);
    expect(one.told()).toContain('event: status');
  });

  it('are as many as allowed, and nothing is looked at without them', async () => {
    const [one, two] = [reader(), reader()];
    for (const { response } of [one, two]) streams.enter(response);
    expect(streams.hasRoom()).toBe(false);
    for (const { stream } of [one, two]) stream.destroy();
    await pass(1);
    expect([streams.hasRoom(), streams.count]).toEqual([true, 0]);
    const before = asked;
    streams.changed();
    await pass(60_000);
    expect(asked).toBe(before);
  });

  it('are cut off when they do not read', async () => {
    const one = reader();
    streams.enter(one.response);
    Object.defineProperty(one.stream, 'writableLength', { value: 1024 * 1024 });
    news = 'b';
    await pass(1000);
    expect(one.stream.destroyed).toBe(true);
  });

  it('end with the portal, and nobody is let in afterwards', async () => {
    const one = reader();
    streams.enter(one.response);
    streams.stop();
    await pass(1);
    expect(one.stream.writableEnded).toBe(true);
    expect(streams.hasRoom()).toBe(false);
  });
});
