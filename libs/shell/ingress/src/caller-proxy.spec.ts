import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { forwardedCertificate, isFor, isSecret, secretsIn } from './caller-proxy';

const pem = (name: string): string =>
  readFileSync(new URL(`../../../certificates/fixtures/${name}.pem`, import.meta.url), 'utf8');
const encoded = encodeURIComponent(pem('kommun'));
const other = encodeURIComponent(pem('other-kommun'));
const SECRET = 'x'.repeat(32);

describe('a certificate that a proxy hands on', () => {
  it.each([
    ['nginx', encoded],
    ['Envoy', `By=spiffe://a/b;Hash=00ff;Cert="${encoded}";Subject="CN=\\"a, b\\"; c";URI=;DNS=a.example`],
    ['Envoy, Cert first and alone', `Cert="${encoded}"`],
  ])('is read from the header of %s', (_, value) => {
    expect(forwardedCertificate(value)?.subject).toContain('CN=kommun.example');
  });

  it.each([
    ['nothing', ''],
    ['something else', 'kommun'],
    ['a broken encoding', '-----BEGIN%'],
    ['a broken certificate', encodeURIComponent(pem('kommun').replace(/\n[A-Za-z0-9+/]{20}/, '\nAAAA'))],
    ['two certificates', encoded + other],
    ['two headers joined', `${encoded}, ${other}`],
    ['two elements of Envoy: somebody stands in front of the proxy', `Cert="${other}",Cert="${encoded}"`],
    ['two certificates in one element', `Cert="${other}";Cert="${encoded}"`],
    ['an element without a certificate', 'Hash=00ff;Subject="CN=kommun"'],
    ['a certificate inside another value', `Subject="Cert=${encoded}"`],
    ['an open quote', `Cert="${encoded}`],
    ['only a chain', `Chain="${encoded}"`],
  ])('is not taken from %s', (_, value) => {
    expect(forwardedCertificate(value)).toBeUndefined();
  });
});

describe("the proxy's secret", () => {
  it.each<[string, string, string | string[] | undefined, boolean]>([
    ['the only one', SECRET, SECRET, true],
    ['the old one while two are in use', `${'y'.repeat(40)}\r\n${SECRET}\n`, SECRET, true],
    ['another', SECRET, 'y'.repeat(32), false],
    ['a part of it', SECRET, 'x'.repeat(31), false],
    ['more than it', SECRET, `${SECRET}x`, false],
    ['none', SECRET, undefined, false],
    ['an empty one', SECRET, '', false],
    ['a list', SECRET, [SECRET], false],
  ])('%s', (_, text, sent, wanted) => {
    const secrets = secretsIn(text);
    expect(secrets.ok && isSecret(secrets.value, sent)).toBe(wanted);
  });

  it.each([
    ['empty', ''],
    ['short', 'x'.repeat(31)],
    ['short in one of its lines', `${SECRET}\nx`],
    ['with white space', `${SECRET} `],
    ['with letters that no header has', 'å'.repeat(32)],
  ])('is no secret when it is %s', (_, text) => {
    expect(secretsIn(text)).toEqual({ ok: false, mistakes: [expect.stringMatching(/at least 32/)] });
  });
});

describe("the name in a proxy's certificate", () => {
  it.each([
    ['proxy', 'proxy.example', true],
    ['proxy', 'PROXY.example', true],
    ['proxy', 'other.example', false],
    ['kommun', 'kommun.example', false],
  ])('%s is for %s: %s', (name, host, wanted) => {
    expect(isFor(new X509Certificate(pem(name)), host)).toBe(wanted);
  });
});
