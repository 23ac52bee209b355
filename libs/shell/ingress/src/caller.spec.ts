import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { NO_REVOCATIONS } from '@ssbtek/certificates';
import { knowByConnection, knowByProxy, knowNobody, type Connected } from './caller';
import { callerAt, shownBy } from './caller-certificate';
import { secretsIn } from './caller-proxy';

const pem = (name: string): string =>
  readFileSync(new URL(`../../../certificates/fixtures/${name}.pem`, import.meta.url), 'utf8');
const SECRET = 'x'.repeat(32);
const secrets = secretsIn(SECRET);
const proof = { secrets: () => (secrets.ok ? secrets.value : []) };
const now = (): number => Date.UTC(2050, 0, 1);
const moment = { now, revocations: () => NO_REVOCATIONS };

const request = (headers: Record<string, string> = {}): Connected => ({
  headers,
  socket: new Socket(),
  protocol: 'http',
  host: 'inside:8080',
});
const trusted = { 'x-ssbtek-proxy-secret': SECRET };
const kommun = { 'x-ssl-client-cert': encodeURIComponent(pem('kommun')) };
const organisation = { kind: 'organisation', organisationsnummer: '162120002411' };
const refused = (refusal: string) => ({ kind: 'refused', refusal });

describe('the holder of a certificate', () => {
  const shown = shownBy({ certificate: new X509Certificate(pem('kommun')), between: [] });
  it.each([
    ['before', Date.UTC(2019, 11, 31), refused('certificate-not-yet-valid')],
    ['at the first moment of', Date.UTC(2020, 0, 1), organisation],
    ['at the last moment of', Date.UTC(2120, 0, 1), organisation],
    ['after', Date.UTC(2120, 0, 1) + 1, refused('certificate-expired')],
  ])('is asked at every question: %s its validity', (_, at, caller) => {
    expect(callerAt(shown, { ...moment, now: () => at })).toEqual(caller);
  });
});

describe('a caller', () => {
  it('is unknown in mode off, whatever it sends', () => {
    const { caller, origin } = knowNobody(
      request({ ...trusted, ...kommun, 'x-forwarded-host': 'evil.example' }),
    );
    expect([caller, origin]).toEqual([{ kind: 'unknown' }, 'http://inside:8080']);
  });

  it('has no certificate on a connection without TLS', () => {
    expect(knowByConnection(moment)(request({ ...trusted, ...kommun })).caller).toEqual(
      refused('no-certificate'),
    );
  });

  it.each<[string, Parameters<typeof knowByProxy>[0], Record<string, string>, unknown]>([
    ['through the proxy', proof, { ...trusted, ...kommun }, organisation],
    ['without the secret', proof, kommun, refused('proxy-not-known')],
    ['without a certificate', proof, trusted, refused('no-certificate')],
    [
      'with a certificate too, where the proxy must show both',
      { ...proof, name: 'a' },
      { ...trusted, ...kommun },
      refused('proxy-not-known'),
    ],
    ['where the proxy cannot prove itself at all', {}, { ...trusted, ...kommun }, refused('proxy-not-known')],
  ])('is known %s', (_, how, headers, caller) => {
    expect(knowByProxy(how, 'X-SSL-Client-Cert', moment)(request(headers)).caller).toEqual(caller);
  });
});

describe('a certificate that a proxy hands on again and again', () => {
  it('is judged at every question, by the time and by what is revoked', () => {
    const during = Date.UTC(2050, 0, 1);
    const at = { now: during, revoked: false };
    const revocations = () =>
      Object.assign(Object.create(NO_REVOCATIONS) as typeof NO_REVOCATIONS, {
        standingOf: () => (at.revoked ? 'revoked' : 'good'),
      });
    const know = knowByProxy(proof, 'X-SSL-Client-Cert', { now: () => at.now, revocations });
    const caller = () => know(request({ ...trusted, ...kommun })).caller;
    expect([caller(), caller()]).toEqual([organisation, organisation]);
    at.now = Date.UTC(2121, 0, 1);
    expect(caller()).toEqual(refused('certificate-expired'));
    Object.assign(at, { now: during, revoked: true });
    expect(caller()).toEqual(refused('certificate-revoked'));
    const other = { 'x-ssl-client-cert': encodeURIComponent(pem('none')) };
    at.revoked = false;
    expect(know(request({ ...trusted, ...other })).caller).toEqual(
      refused('certificate-without-organisation'),
    );
    expect(caller()).toEqual(organisation);
  });
});

describe('the address of a request', () => {
  it.each([
    [
      'is told by the proxy',
      { ...trusted, 'x-forwarded-proto': 'https', 'x-forwarded-host': 'a.example:8443' },
      'https://a.example:8443',
    ],
    ['may be an IP address', { ...trusted, 'x-forwarded-host': '[::1]:8443' }, 'http://[::1]:8443'],
    ['is its own without a word from the proxy', trusted, 'http://inside:8080'],
    [
      'is its own when the proxy is none',
      { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'a.example' },
      'http://inside:8080',
    ],
    ['has no other scheme', { ...trusted, 'x-forwarded-proto': 'javascript' }, 'http://inside:8080'],
    [
      'is what the first of several proxies was asked by',
      { ...trusted, 'x-forwarded-proto': 'HTTPS,http', 'x-forwarded-host': 'a.example, inner.example' },
      'https://a.example',
    ],
    ['is no markup', { ...trusted, 'x-forwarded-host': 'a"><b' }, 'http://inside:8080'],
  ])('%s', (_, headers, origin) => {
    expect(knowByProxy(proof, 'x', moment)(request(headers)).origin).toBe(origin);
  });
});
