import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { tlsFileMistakes, tlsPairMistakes, tlsReading, type TlsNames, type TlsPaths } from './index';
import { readFiles } from '@ssbtek/watched-files';

const path = (name: string): string =>
  fileURLToPath(new URL(`../../certificates/fixtures/${name}`, import.meta.url));
const revoking = (name: string): string => path(`revocation/${name}`);
const folder = mkdtempSync(join(tmpdir(), 'material-'));
afterAll(() => rmSync(folder, { recursive: true }));
/** One file of several. */
function withCrl(...names: readonly string[]): string {
  const file = join(folder, names.join('-'));
  writeFileSync(file, names.map((name) => readFileSync(revoking(name), 'utf8')).join(''));
  return file;
}
const NAMES: TlsNames = { ca: 'THE_CA', cert: 'THE_CERT', key: 'THE_KEY', crl: 'THE_CRL' };
const good: TlsPaths = { ca: path('ca.pem'), cert: path('server-2.pem'), key: path('server-2.key') };
const mistakes = (paths: TlsPaths) => [...tlsFileMistakes(paths, NAMES), ...tlsPairMistakes(paths, NAMES)];

describe('TLS files', () => {
  it.each<[string, TlsPaths, readonly string[]]>([
    ['none', {}, []],
    ['all', good, []],
    ['a CA alone', { ca: good.ca }, []],
    ['no key', { cert: good.cert }, ['THE_KEY must be set when THE_CERT is.']],
    ['no certificate', { key: good.key }, ['THE_CERT must be set when THE_KEY is.']],
    [
      'a key of another certificate',
      { ...good, key: path('server.key') },
      ['THE_KEY holds a key that is not the one of the certificate.'],
    ],
    ['a file that is gone', { ...good, ca: path('nowhere') }, ['a file is not there or cannot be read']],
    [
      'nothing but scripts',
      { ca: path('make.sh'), cert: path('make.sh'), key: path('make.sh') },
      [
        'THE_CERT must hold certificates in PEM form.',
        'THE_KEY must hold a private key in PEM form, without a passphrase.',
        'THE_CA must hold certificates in PEM form.',
      ],
    ],
    ['lists in a file of their own', { ca: revoking('root.pem'), crl: revoking('root.crl') }, []],
    ['lists alone, with their authority', { crl: withCrl('sub.pem', 'sub.crl') }, []],
    [
      'lists of an authority that is in no file',
      { ca: revoking('root.pem'), crl: revoking('sub.crl') },
      [
        'THE_CRL holds a revocation list that is of an authority whose certificate is not there: put it beside the list.',
      ],
    ],
    [
      'no lists',
      { ca: revoking('root.pem'), crl: revoking('root.pem') },
      ['THE_CRL must hold revocation lists in PEM form (X509 CRL).'],
    ],
    [
      'broken lists beside the authorities',
      { ca: withCrl('root.pem', 'forged.crl') },
      [
        'THE_CA holds a revocation list that is of an authority whose certificate is not there: put it beside the list.',
      ],
    ],
    [
      'a script for lists',
      { crl: path('make.sh') },
      ['THE_CRL must hold revocation lists in PEM form (X509 CRL).'],
    ],
  ])('%s', (_, paths, wanted) => {
    expect(mistakes(paths)).toEqual(wanted);
  });

  it('become material with the ends of its certificates', () => {
    const { paths, make } = tlsReading(good, NAMES);
    const [own, ca] = [Date.UTC(2119, 0, 1) / 1000, Date.UTC(2120, 0, 1) / 1000];
    expect(readFiles(paths, make)).toMatchObject({ ok: true, value: { expiry: { own, ca } } });
  });
});
