import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { readSettings } from '@ssbtek/config';
import { tlsChecks, tlsSettings } from './tls-settings';

const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../../certificates/fixtures/${name}`, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'tls-settings-'));
afterAll(() => rmSync(folder, { recursive: true }));
const written = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

const CERT = { SSBTEK_TLS_CERT_FILE: fixture('server.pem') };
const PAIR = { ...CERT, SSBTEK_TLS_KEY_FILE: fixture('server.key') };
const ALL = { ...PAIR, SSBTEK_TLS_CLIENT_CA_FILE: fixture('ca.pem') };
const ROOT = { SSBTEK_TLS_CLIENT_CA_FILE: fixture('revocation/root.pem') };
const LISTS = { SSBTEK_TLS_CLIENT_CRL_FILE: fixture('revocation/root.crl') };
const ALONE = {
  SSBTEK_TLS_CLIENT_CRL_FILE: written(
    'alone.crl',
    ['root.pem', 'root.crl'].map((name) => readFileSync(fixture(`revocation/${name}`), 'utf8')).join(''),
  ),
};
const SECRET = { SSBTEK_TLS_PROXY_SECRET_FILE: written('secret', 'x'.repeat(32)) };
const NAME = { SSBTEK_TLS_PROXY_NAME: 'proxy.example' };
const REGISTER = { SSBTEK_PARTIES_FILE: written('good.yaml', 'parties: []') };

const mode = (name: string, env: object = {}) => ({ SSBTEK_TLS_MODE: name, ...env });
function mistakesOf(env: Record<string, string>): readonly string[] {
  const read = readSettings(tlsSettings, env);
  return read.ok ? tlsChecks(read.values).flatMap((check) => check()) : read.mistakes;
}

describe('settings that can be used', () => {
  it.each<[string, Record<string, string>]>([
    ['nothing', {}],
    ['off with a register', mode('off', REGISTER)],
    ['terminate', mode('terminate', ALL)],
    ['terminate with a register', mode('terminate', { ...ALL, ...REGISTER })],
    ['terminate with lists', mode('terminate', { ...PAIR, ...ROOT, ...LISTS })],
    ['a proxy with a secret', mode('proxy', SECRET)],
    ['a proxy with a secret, and lists', mode('proxy', { ...SECRET, ...ALONE })],
    ['a proxy with a secret, over TLS', mode('proxy', { ...SECRET, ...PAIR })],
    ['a proxy with a certificate', mode('proxy', { ...ALL, ...NAME })],
    ['a proxy with both', mode('proxy', { ...ALL, ...NAME, ...SECRET })],
  ])('%s', (_, env) => {
    expect(mistakesOf(env)).toEqual([]);
  });
});

describe('settings that cannot be used, one sentence each', () => {
  it.each<[string, Record<string, string>, readonly string[]]>([
    ['another mode', mode('on'), ['SSBTEK_TLS_MODE must be one of off, terminate, proxy, not "on".']],
    [
      'terminate without files',
      mode('terminate'),
      ['CERT_FILE', 'KEY_FILE', 'CLIENT_CA_FILE'].map(
        (name) => `SSBTEK_TLS_${name} must be set when SSBTEK_TLS_MODE is terminate.`,
      ),
    ],
    [
      'lists without a mode',
      ALONE,
      [
        'SSBTEK_TLS_CLIENT_CRL_FILE has no meaning when SSBTEK_TLS_MODE is off: set the mode or leave it out.',
      ],
    ],
    [
      'lists of an authority that is not there',
      mode('proxy', { ...SECRET, ...LISTS }),
      [
        'SSBTEK_TLS_CLIENT_CRL_FILE holds a revocation list that is of an authority whose certificate is not there: put it beside the list.',
      ],
    ],
    [
      'a script for lists',
      mode('terminate', { ...ALL, SSBTEK_TLS_CLIENT_CRL_FILE: fixture('make.sh') }),
      ['SSBTEK_TLS_CLIENT_CRL_FILE must hold revocation lists in PEM form (X509 CRL).'],
    ],
    [
      'files without a mode',
      CERT,
      ['SSBTEK_TLS_CERT_FILE has no meaning when SSBTEK_TLS_MODE is off: set the mode or leave it out.'],
    ],
    [
      "a proxy's secret without a proxy",
      mode('terminate', { ...ALL, ...SECRET }),
      [
        'SSBTEK_TLS_PROXY_SECRET_FILE has no meaning when SSBTEK_TLS_MODE is terminate: set the mode or leave it out.',
      ],
    ],
    [
      'a proxy that proves nothing',
      mode('proxy', PAIR),
      [
        'SSBTEK_TLS_PROXY_SECRET_FILE or SSBTEK_TLS_CLIENT_CA_FILE must be set when SSBTEK_TLS_MODE is proxy: the proxy must prove itself.',
      ],
    ],
    [
      'a proxy with any certificate',
      mode('proxy', ALL),
      ['SSBTEK_TLS_PROXY_NAME must be set when the proxy is known by a certificate.'],
    ],
    [
      'TLS without a key',
      mode('proxy', { ...SECRET, ...CERT }),
      ['SSBTEK_TLS_KEY_FILE must be set when the proxy connects with TLS.'],
    ],
    [
      'a key that is not the one of the certificate',
      mode('terminate', { ...ALL, SSBTEK_TLS_KEY_FILE: fixture('proxy.key') }),
      ['SSBTEK_TLS_KEY_FILE holds a key that is not the one of the certificate.'],
    ],
    [
      'files that are not what they should be',
      mode('terminate', {
        SSBTEK_TLS_CERT_FILE: fixture('make.sh'),
        SSBTEK_TLS_KEY_FILE: fixture('make.sh'),
        SSBTEK_TLS_CLIENT_CA_FILE: fixture('server.key'),
      }),
      [
        'SSBTEK_TLS_CERT_FILE must hold certificates in PEM form.',
        'SSBTEK_TLS_KEY_FILE must hold a private key in PEM form, without a passphrase.',
        'SSBTEK_TLS_CLIENT_CA_FILE must hold certificates in PEM form.',
      ],
    ],
    [
      'a file that is not there',
      mode('terminate', { ...ALL, SSBTEK_TLS_CERT_FILE: join(folder, 'none') }),
      ['SSBTEK_TLS_CERT_FILE must be the path of a file that exists and can be read.'],
    ],
    [
      'a short secret',
      mode('proxy', { SSBTEK_TLS_PROXY_SECRET_FILE: written('short', 'abc') }),
      [
        'SSBTEK_TLS_PROXY_SECRET_FILE must hold a secret of at least 32 printable ASCII characters, or several, one a line.',
      ],
    ],
    [
      'a register with two mistakes',
      { SSBTEK_PARTIES_FILE: written('bad.yaml', 'parties: [{ namn: A }, 7]') },
      [
        'SSBTEK_PARTIES_FILE: parties[0] lacks organisationsnummer.',
        'SSBTEK_PARTIES_FILE: parties[1] must be a mapping with organisationsnummer, namn, ombud.',
      ],
    ],
    [
      'a header that is none',
      mode('proxy', { ...SECRET, SSBTEK_TLS_PROXY_CERT_HEADER: 'a b' }),
      ['SSBTEK_TLS_PROXY_CERT_HEADER must be the name of a header.'],
    ],
  ])('%s', (_, env, mistakes) => {
    expect(mistakesOf(env)).toEqual(mistakes);
  });
});
