import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { certificatesIn, certificatesMistake, expiryOf, keyMistake } from './index';

const text = (name: string): string => readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8');
const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';

describe('certificates of a PEM text', () => {
  it('come in its order, whatever stands between them', () => {
    const found = certificatesIn(
      `first:\n${text('server.pem')}\n${text('server.key')}then\n${text('ca.pem')}`,
    );
    expect(found.map(({ subject }) => subject)).toEqual(['CN=localhost', 'CN=Test CA']);
  });

  it('expire when the first of them does', () => {
    expect(expiryOf(certificatesIn(text('server.pem') + text('server-2.pem')))).toBe(
      Date.UTC(2119, 0, 1) / 1000,
    );
  });

  it.each([
    ['certificates', text('ca.pem') + text('server.pem'), undefined],
    ['nothing', '', 'must hold certificates in PEM form'],
    ['a key', text('server.key'), 'must hold certificates in PEM form'],
    ['a broken certificate', text('ca.pem') + broken, 'must hold certificates in PEM form'],
  ])('%s', (_, pem, mistake) => {
    expect(certificatesMistake(pem)).toBe(mistake);
  });
});

describe('a key', () => {
  it.each([
    ['fits', 'server.key', 'server.pem', undefined],
    [
      "is another certificate's",
      'proxy.key',
      'server.pem',
      'holds a key that is not the one of the certificate',
    ],
    ['is none', 'server.pem', 'server.pem', 'must hold a private key in PEM form, without a passphrase'],
  ])('%s', (_, key, certificate, mistake) => {
    expect(keyMistake(text(key), text(certificate))).toBe(mistake);
  });

  it('is judged alone beside a certificate that cannot be read', () => {
    expect(keyMistake(text('server.key'), broken)).toBeUndefined();
  });
});
