import { describe, expect, it } from 'vitest';
import { Site } from './site';

const FACTS = {
  agencies: [],
  persons: [],
  environment: 'test',
  serviceUrl: 'http://mesh.invalid',
  links: {},
} as const;

const VERSION = {
  name: 'v1',
  namespaces: [],
  operations: ['fraga'],
  kalla: { BT: 'BT', SSBTEK: 'SSBT' },
  koder: [],
  specifikt: {},
  readQuestion: () => ({ typ: 'test', namespace: '' }) as const,
  answerMistake: () => undefined,
  files: {},
  wsdl: () => '',
} as const;

function site(url?: string) {
  let now = Date.parse('2026-11-29T12:00:00Z');
  const facts = { ...FACTS, versions: [VERSION], closings: new Map([['v1', '2026-12-01']]) };
  const made = new Site(facts, { url, address: () => 'http://127.0.0.1:1' }, () => now);
  const get = (path: string, host?: string, ifNoneMatch?: string) =>
    made.answer({ url: path, host, ifNoneMatch });
  return { get, at: (time: string) => (now = Date.parse(time)) };
}

describe('the pages over HTTP', () => {
  it('are the same bytes as long as nothing has changed, and are not sent twice', () => {
    const { get } = site();
    const [first, second] = [get('/sv'), get('/sv')];
    expect(second.body).toBe(first.body);
    expect(get('/sv', undefined, first.headers['etag']).status).toBe(304);
    expect(get('/en', undefined, first.headers['etag']).status).toBe(200);
  });

  it('are others for another search', () => {
    const { get } = site();
    expect(String(get('/sv/felkoder?q=1000').body)).toContain('value="1000"');
    expect(String(get('/sv/felkoder?q=2001').body)).toContain('value="2001"');
    expect(String(get('/sv/felkoder?q=a?b').body)).toContain('value="a?b"');
  });

  it('follow the Swedish day', () => {
    const { get, at } = site();
    at('2026-11-30T22:59:59Z');
    expect(String(get('/sv').body)).toContain('Öppen, stänger 2026-12-01');
    at('2026-11-30T23:00:00Z');
    expect(String(get('/sv').body)).toContain('Stängd sedan 2026-12-01');
  });

  it('name the address they were reached by, or the one that is set', () => {
    expect(String(site().get('/sv', 'a.invalid:8070').body)).toContain('curl -sSO http://a.invalid:8070/');
    expect(String(site().get('/sv').body)).toContain('curl -sSO http://127.0.0.1:1/');
    expect(String(site('https://b.invalid/').get('/sv', 'a.invalid').body)).toContain(
      'curl -sSO https://b.invalid/exempel/',
    );
  });

  it('stay those of their address, however many ask for however much', () => {
    const { get } = site();
    for (let i = 0; i < 1000; i += 1) {
      expect(get(`/nope-${i}`).status).toBe(404);
      expect(get('/sv/anslut', `h${i}.invalid`).status).toBe(200);
    }
    expect(get('/sv/anslut').status).toBe(200);
  });
});
