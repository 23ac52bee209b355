import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import { CONTRACT_VERSIONS } from '@ssbtek/contract-versions';
import { loadConfiguration, mesh, type Mesh, type Role } from '@ssbtek/runtime';
import { portalRole } from '@ssbtek/shell-portal';
import { paths } from '../portal/facts';

const roles = [portalRole(CONTRACT_VERSIONS, BASTJANSTER)] as unknown as readonly Role[];
const ENV = {
  SSBTEK_PORTAL_PORT: '0',
  SSBTEK_MANAGEMENT_PORT: '0',
  SSBTEK_LOG_LEVEL: 'silent',
  SSBTEK_PORTAL_SERVICE_URL: 'https://ssbtek.example.se/',
};

async function start(env: Readonly<Record<string, string>> = {}): Promise<Mesh> {
  const result = loadConfiguration(roles, { ...ENV, ...env });
  if (!result.ok) throw new Error(result.mistakes.join(' '));
  const running = mesh(roles, result.configuration, { name: 'portal', write: () => undefined });
  await running.start();
  return running;
}

const mistakes = (env: Readonly<Record<string, string>>): readonly string[] => {
  const result = loadConfiguration(roles, env);
  return result.ok ? [] : result.mistakes;
};

/** What comes back for lines that no HTTP client would send. */
const raw = (url: string, lines: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.end(lines));
    let said = '';
    socket.on('data', (chunk) => (said += chunk.toString('utf8')));
    socket.on('end', () => resolve(said));
    socket.on('error', reject);
  });

const policy = (scripts = '') =>
  `default-src 'none'; ${scripts}style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;
const HARDENED = {
  'content-security-policy': policy(),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** One page follows what happens, by our own script, which asks us. */
const LIVE = { 'content-security-policy': policy("script-src 'self'; connect-src 'self'; ") };
/** A browser tells us, and nobody else, that a form was sent from here; nobody keeps the page. */
const WITH_FORM = { 'referrer-policy': 'same-origin', 'cache-control': 'no-store' };
const headersOf = (path: string) => ({
  ...HARDENED,
  ...(path.endsWith('/driftstatus') && LIVE),
  ...(path.includes('/prova') && WITH_FORM),
});

describe('the portal as a process of its own', () => {
  let running: Mesh;
  let url = '';
  beforeAll(async () => {
    running = await start({ SSBTEK_PORTAL_ENVIRONMENT: 'test', SSBTEK_VERSION_V1_CLOSES: '2020-01-01' });
    url = running.addresses['portal'] ?? '';
  });
  afterAll(() => running.stop());

  const files = [
    '/portal.css',
    '/portal.svg',
    '/status.json',
    '/driftstatus.js',
    '/wsdl/v10',
    '/exempel/v10-fraga.xml',
  ];
  const addresses = ['sv', 'en'].flatMap((language) => paths().map((path) => `/${language}${path}`));

  it.each([...addresses, ...files, '/', '/nope', '/en/nope'])(
    '%s comes with headers that let nothing in, and no cookie',
    async (path) => {
      const response = await fetch(url + path);
      expect(response.status).toBe(path.endsWith('nope') ? 404 : 200);
      const headers = Object.fromEntries(response.headers);
      expect(headers).toMatchObject(headersOf(path));
      expect(headers).not.toHaveProperty('set-cookie');
      expect(headers).not.toHaveProperty('access-control-allow-origin');
      expect((await response.text()).length).toBeGreaterThan(100);
    },
  );

  it.each(['/sv', '/nope', '/portal.css'])('HEAD of %s is GET without a body', async (path) => {
    const [got, head] = [await fetch(url + path), await fetch(url + path, { method: 'HEAD' })];
    const body = Buffer.from(await got.arrayBuffer());
    expect(head.status).toBe(got.status);
    expect(await head.text()).toBe('');
    expect(head.headers.get('content-length')).toBe(String(body.length));
    expect(head.headers.get('content-type')).toBe(got.headers.get('content-type'));
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('%s changes nothing: 405', async (method) => {
    const response = await fetch(`${url}/sv`, { method, ...(method !== 'OPTIONS' && { body: 'x' }) });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    expect(Object.fromEntries(response.headers)).toMatchObject(HARDENED);
  });

  it('is asked again by those who have a page already: 304', async () => {
    const first = await fetch(`${url}/sv`);
    const etag = first.headers.get('etag') ?? '';
    const again = await fetch(`${url}/sv`, { headers: { 'if-none-match': etag } });
    expect([again.status, await again.text()]).toEqual([304, '']);
    const other = await fetch(`${url}/en`, { headers: { 'if-none-match': etag } });
    expect(other.status).toBe(200);
  });

  it('tells what its settings say', async () => {
    const versions = await (await fetch(`${url}/sv/versioner`)).text();
    expect(versions).toContain('https://ssbtek.example.se/ssbtek/v10<');
    expect(versions).toContain('Stängd sedan 2020-01-01');
    expect(await (await fetch(`${url}/sv`)).text()).toContain('bastjänsternas testmiljöer tillfrågas');
  });

  it('repeats an address that readers reach it by, and no other text', async () => {
    const host = new URL(url).host;
    expect(await (await fetch(`${url}/sv`)).text()).toContain(`curl -sSO http://${host}/exempel/`);
    const evil = await raw(url, 'GET /sv HTTP/1.1\r\nHost: a.se/<b>;rm\r\nConnection: close\r\n\r\n');
    expect(evil).not.toMatch(/a\.se|;rm/);
    expect(evil).toContain('curl -sSO http://127.0.0.1:');
  });

  it.each(['/%zz', '/sv/%E0%A4%A'])('cannot be confused by %s', async (path) => {
    const said = await raw(url, `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
    expect(said).toMatch(/^HTTP\/1\.1 400 /);
    expect(said.toLowerCase()).toContain("content-security-policy: default-src 'none'");
  });

  it('hears no worker without a broker, and says so', async () => {
    const status = (await (await fetch(`${url}/status.json`)).json()) as { connected: boolean };
    expect(status.connected).toBe(false);
    expect(await (await fetch(`${url}/sv/driftstatus`)).text()).toContain('inte ansluten till driftstatus');
    expect((await fetch(`${url}/status/events`)).status).toBe(503);
    for (const path of ['/status.json', '/sv/driftstatus'])
      expect((await fetch(url + path)).headers.get('cache-control')).toBe('no-store');
  });

  it('is healthy, and needs no bus', () => {
    for (const probe of ['startup', 'ready', 'live'] as const)
      expect(running.health.report(probe).ok).toBe(true);
  });
});

describe('settings that cannot work', () => {
  it.each([
    ['nobody says where callers ask', {}, /SSBTEK_PORTAL_SERVICE_URL must be set/],
    ['no address', { SSBTEK_PORTAL_SERVICE_URL: 'javascript:alert(1)' }, /SSBTEK_PORTAL_SERVICE_URL must be/],
    [
      'a link that is none',
      { SSBTEK_PORTAL_SERVICE_URL: 'https://a.se', SSBTEK_PORTAL_RUNBOOKS_URL: 'javascript:alert(1)' },
      /SSBTEK_PORTAL_RUNBOOKS_URL must be/,
    ],
    [
      'a day that is none',
      { SSBTEK_PORTAL_SERVICE_URL: 'https://a.se', SSBTEK_VERSION_V1_CLOSES: '2026-02-30' },
      /SSBTEK_VERSION_V1_CLOSES must be a day/,
    ],
    [
      'a name that nobody knows',
      { SSBTEK_PORTAL_SERVICE_URL: 'https://a.se', SSBTEK_PORTAL_COLOUR: 'red' },
      /SSBTEK_PORTAL_COLOUR/,
    ],
  ])('%s', (_, env, said) => {
    expect(mistakes(env).join('\n')).toMatch(said);
  });
});
