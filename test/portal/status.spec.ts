import { Script } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { statusDocument, type StatusDocument } from '@ssbtek/portal-pages';
import { documentOf, elementsOf, tagged, textOf } from './document';
import { facts, fetched, LANGUAGES, MOMENT, STATUS } from './facts';

const page = (language: string, moment = MOMENT, known = facts()) =>
  documentOf(fetched(`/${language}/driftstatus`, known, moment).body);
const text = (language: string, moment = MOMENT, known = facts()) => textOf(page(language, moment, known));
const rows = (language: string, caption: string): readonly string[] =>
  tagged(page(language), 'table')
    .filter((table) => textOf(tagged(table, 'caption')[0] ?? table) === caption)
    .flatMap((table) => tagged(table, 'tr').slice(1).map(textOf));

describe('the page of the status', () => {
  it('has every agency with a word, and says what it does not know', () => {
    const now = rows('sv', 'Läget nu');
    expect(now).toHaveLength(facts().agencies.length);
    expect(now.find((row) => row.includes('CSN'))).toMatch(/Fungerar.*2026-11-29 11:10:00.*2$/);
    expect(now.find((row) => row.includes('SO –'))).toMatch(/Underhåll.*2026-11-29 11:55:00/);
    expect(now.find((row) => row.includes('AF'))).toMatch(/Okänt.*aldrig hörd.*0$/);
  });

  it('has the figures of each service', () => {
    const [csn, so] = rows('en', 'The last five minutes');
    expect(csn).toMatch(/^CSN shs\s*Yes\s*120\s*3 percent\s*10 percent\s*140 ms$/);
    expect(so).toMatch(/^SO soap\s*Yes\s*0\s*none\s*none\s*none$/);
  });

  it('has what is planned, and says when nothing is', () => {
    const closing = facts({ closings: new Map([['v1', '2026-12-01']]) });
    expect(text('sv', MOMENT, closing)).toContain('Kontraktsversion v1: Öppen, stänger 2026-12-01');
    expect(text('sv')).toContain('SO: under underhåll sedan 2026-11-29 11:55:00');
    expect(text('en', { ...MOMENT, status: undefined })).toContain('Nothing is planned.');
  });

  it('has the changes of a day, newest first', () => {
    const history = rows('en', 'The last 24 hours');
    expect(history.map((row) => row.replace(/^2026-11-29 /, ''))).toEqual([
      expect.stringMatching(/^11:55:00\s*SO\s*Maintenance$/),
      expect.stringMatching(/^11:10:00\s*CSN\s*Working$/),
      expect.stringMatching(/^11:00:00\s*CSN\s*Down$/),
    ]);
  });

  it.each(LANGUAGES)('says how old it is, to people and machines (%s)', (language) => {
    const [meta] = tagged(page(language), 'meta').filter(
      ({ attributes }) => attributes['name'] === 'ssbtek-status-at',
    );
    expect(meta?.attributes['content']).toBe(new Date(STATUS.at).toISOString());
    expect(text(language)).toContain('2026-11-29 12:00:00');
  });

  it('says that it hears nobody where that is so, and knows nothing then', () => {
    const deaf = { ...MOMENT, status: undefined };
    expect(text('sv', deaf)).toContain('inte ansluten till driftstatus');
    expect(text('en', deaf)).toContain('does not hear about the status');
    expect(text('sv', deaf)).not.toContain('Fungerar2');
    expect(text('sv')).not.toContain('inte ansluten till driftstatus');
  });

  it('has one part that is replaced, with all words in a sentence, and a place where a change is told', () => {
    const all = elementsOf(page('sv'));
    const part = all.find(({ attributes }) => attributes['id'] === 'laget');
    expect(part?.attributes['data-summary']).toContain('CSN: Fungerar');
    expect(part?.attributes['data-summary']).toContain('AF: Okänt');
    const told = all.find(({ attributes }) => attributes['id'] === 'nyss');
    expect(told?.attributes['role']).toBe('status');
    expect(told && textOf(told)).toBe('');
  });

  it('is of a moment, and has a script that can be read', () => {
    expect(fetched('/sv/driftstatus')).toMatchObject({ fresh: true, script: true });
    expect(fetched('/sv/versioner')).not.toHaveProperty('fresh');
    const { type, body } = fetched('/driftstatus.js');
    expect(type).toBe('text/javascript; charset=utf-8');
    expect(() => new Script(body)).not.toThrow();
    expect(body).toContain("new EventSource('/status/events')");
  });
});

describe('/status.json', () => {
  it('is the same for machines', () => {
    const { type, body, fresh, script } = fetched('/status.json');
    expect([type, fresh, script]).toEqual(['application/json; charset=utf-8', true, undefined]);
    const document = JSON.parse(body) as StatusDocument;
    expect(document).toEqual(statusDocument(facts(), MOMENT));
    expect(document).toMatchObject({ form: 1, at: '2026-11-29T11:00:00.000Z', connected: true });
    expect(document.agencies.map(({ kod }) => kod)).toEqual(facts().agencies.map(({ kod }) => kod));
    expect(document.agencies.find(({ kod }) => kod === 'csn')).toMatchObject({
      word: 'well',
      since: '2026-11-29T10:10:00.000Z',
      services: [{ name: 'shs', calls: 120, timeouts: 0.025, p50Ms: 140 }],
    });
    expect(document.agencies.find(({ kod }) => kod === 'af')).toMatchObject({ word: 'unknown', since: null });
  });

  it('says that nobody is heard', () => {
    const { connected, at } = statusDocument(facts(), { status: undefined });
    expect([connected, at]).toEqual([false, null]);
  });
});
