import { describe, expect, it } from 'vitest';
import { Journal, MOST_BODY_BYTES, MOST_BYTES, MOST_ENTRIES, type JournalCall } from './journal';

const call = (asked: string | Uint8Array, said: string | Uint8Array = 'svar', more = {}): JournalCall => ({
  at: new Date('2026-11-29T12:00:00Z'),
  request: {
    method: 'POST',
    path: '/x',
    headers: { 'content-type': 'text/xml' },
    body: Buffer.from(asked),
  },
  answer: { status: 200, reason: 'OK', headers: {}, body: Buffer.from(said) },
  delayMs: 0,
  strict: true,
  ...more,
});

describe('the journal of a simulated agency', () => {
  it('tells a call as it came and as it was answered', () => {
    const journal = new Journal();
    journal.add(7, call('fråga', 'svår', { broken: { kod: '-1006', text: 'Varför' }, fault: 'half' }));
    expect(journal.entries).toEqual([
      {
        number: 7,
        at: '2026-11-29T12:00:00.000Z',
        request: {
          method: 'POST',
          path: '/x',
          headers: { 'content-type': 'text/xml' },
          body: { bytes: 6, cut: false, text: 'fråga' },
        },
        answer: {
          status: 200,
          reason: 'OK',
          headers: {},
          body: { bytes: 5, cut: false, text: 'svår' },
        },
        delayMs: 0,
        strict: true,
        limit: { kod: '-1006', text: 'Varför' },
        fault: 'half',
      },
    ]);
  });

  it('tells bytes that are no text in base64, and never as -1', () => {
    const journal = new Journal();
    journal.add(1, call(Uint8Array.of(0xff, 0x00), '', { delayMs: Number.POSITIVE_INFINITY }));
    expect(journal.entries[0]).toMatchObject({
      request: { body: { bytes: 2, cut: false, base64: '/wA=' } },
      delayMs: -1,
    });
  });

  it(`keeps the last ${MOST_ENTRIES}, the newest first`, () => {
    const journal = new Journal();
    for (let number = 1; number <= MOST_ENTRIES + 10; number += 1) journal.add(number, call('x'));
    const numbers = journal.entries.map(({ number }) => number);
    expect([numbers.length, numbers[0], numbers.at(-1)]).toEqual([MOST_ENTRIES, MOST_ENTRIES + 10, 11]);
  });

  it('keeps the beginning of a large body, cut between letters', () => {
    const journal = new Journal();
    journal.add(1, call(`a${'å'.repeat(MOST_BODY_BYTES)}`));
    const { bytes, cut, text = '' } = journal.entries[0]?.request.body ?? {};
    expect([bytes, cut]).toEqual([1 + 2 * MOST_BODY_BYTES, true]);
    expect(text).toBe(`a${'å'.repeat(MOST_BODY_BYTES / 2 - 1)}`);
  });

  it('forgets the oldest where they are too large together, whatever they are large in', () => {
    const journal = new Journal();
    const body = 'x'.repeat(MOST_BODY_BYTES);
    for (let number = 1; number <= MOST_ENTRIES; number += 1) journal.add(number, call(body, body));
    expect(journal.entries.length).toBe(Math.floor(MOST_BYTES / (2 * MOST_BODY_BYTES + 24)));
    const headers = { a: 'x'.repeat(MOST_BYTES) };
    for (const number of [100, 101])
      journal.add(number, { ...call(''), request: { ...call('').request, headers } });
    expect(journal.entries.map(({ number }) => number)).toEqual([101]);
  });

  it('can be emptied', () => {
    const journal = new Journal();
    journal.add(1, call('x'));
    journal.clear();
    expect(journal.entries).toEqual([]);
  });
});
