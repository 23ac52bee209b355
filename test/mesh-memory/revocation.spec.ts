import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { RequestOptions } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { REFUSALS } from '@ssbtek/parties';
import { readAnswer, readFault } from '../support/answer';
import { memoryBuses } from '../support/memory-buses';
import { startMesh, type Mesh } from '../support/mesh';
import { question } from '../support/question';
import { fixture, identity, keptOpen, pem, sendTls } from '../support/tls-client';

/** How long a change of a file may take to be in force. */
const IN_FORCE = { timeout: 60_000, interval: 100 };

const folder = mkdtempSync(join(tmpdir(), 'revocation-'));
const file = (name: string): string => join(folder, name);
const revoking = (name: string): string => fixture(`revocation/${name}`);
const joined = (...names: readonly string[]): string =>
  names.map((name) => pem(`revocation/${name}`)).join('');
afterAll(() => rmSync(folder, { recursive: true }));

const secret = 'a-secret-of-the-tests-of-many-characters';
const SO = { inkludera: ['SO'] };

/** Why a question was refused, by its text; `answered` when it was not. */
function verdict({ status, xml }: { readonly status: number; readonly xml: string }): string {
  if (status === 200) return 'answered';
  const text = readFault(xml).felmeddelanden[1];
  return Object.entries(REFUSALS).find(([, one]) => one === text)?.[0] ?? 'something else';
}

describe('a certificate that has been revoked', () => {
  let mesh: Mesh;
  beforeAll(async () => {
    writeFileSync(file('callers.crl'), joined('sub.pem', 'gone.pem', 'root.crl', 'sub-none.crl'));
    writeFileSync(file('csn.crl'), joined('sub.pem', 'sub-none.crl'));
    writeFileSync(file('so.pem'), joined('root.pem', 'sub.pem', 'sub.crl'));
    const agency = (kod: string) => ({ [`SSBTEK_AGENCY_${kod}_CA_FILE`]: revoking('root.pem') });
    mesh = await startMesh(memoryBuses(), {
      env: {
        SSBTEK_TLS_MODE: 'terminate',
        SSBTEK_TLS_CERT_FILE: fixture('server.pem'),
        SSBTEK_TLS_KEY_FILE: fixture('server.key'),
        SSBTEK_TLS_CLIENT_CA_FILE: revoking('root.pem'),
        SSBTEK_TLS_CLIENT_CRL_FILE: file('callers.crl'),
        SSBTEK_SIMULATOR_TLS_CERT_FILE: revoking('server-revoked.pem'),
        SSBTEK_SIMULATOR_TLS_KEY_FILE: revoking('server-revoked.key'),
        ...Object.assign({}, ...['AF', 'CSN', 'FK', 'SKV', 'TNS', 'MIV'].map(agency)),
        SSBTEK_AGENCY_CSN_CRL_FILE: file('csn.crl'),
        // Lists in the file of the authorities are used too.
        SSBTEK_AGENCY_SO_CA_FILE: file('so.pem'),
      },
    });
  });
  afterAll(() => mesh.stop());

  const ask = (as: string, inkludera = ['SO'], more: RequestOptions = {}) =>
    sendTls(`${mesh.url}/ssbtek/v1`, {
      ...identity(`revocation/${as}`),
      headers: { 'content-type': 'text/xml' },
      body: question({ inkludera }),
      ...more,
    });
  const agencies = async (): Promise<Record<string, string>> => {
    const { svar } = readAnswer((await ask('good', ['CSN', 'SO', 'TNS'])).xml);
    const told = (kod: string): string => {
      const one = svar[kod];
      return one?.type === 'error' ? one.felkod : String(one?.type);
    };
    return { csn: told('CSN'), so: told('SO'), tns: told('TNS') };
  };

  it('of an agency costs that agency, whether the list is in a file of its own or beside the authorities', async () => {
    expect(await agencies()).toEqual({ csn: 'data', so: '2001', tns: 'data' });
    writeFileSync(file('csn.crl'), joined('sub.pem', 'sub.crl'));
    await vi.waitFor(
      async () => expect(await agencies()).toEqual({ csn: '2001', so: '2001', tns: 'data' }),
      IN_FORCE,
    );
  });

  it('of an authority between is refused; a good one is not', async () => {
    expect([verdict(await ask('below')), verdict(await ask('good')), verdict(await ask('revoked'))]).toEqual([
      'certificate-revoked',
      'answered',
      'answered',
    ]);
  });

  it('is refused from the next question on, over a connection that stands too', async () => {
    const agent = keptOpen();
    expect(verdict(await ask('revoked', SO.inkludera, { agent }))).toBe('answered');
    writeFileSync(file('callers.crl'), joined('sub.pem', 'gone.pem', 'root.crl', 'sub.crl'));
    const done = /file_reloads_total\{file="tls",result="ok"\} 1/;
    await vi.waitFor(async () => expect(await mesh.metrics()).toMatch(done), IN_FORCE);
    expect(verdict(await ask('revoked', SO.inkludera, { agent }))).toBe('certificate-revoked');
    expect(verdict(await ask('revoked'))).toBe('certificate-revoked');
    expect(verdict(await ask('good'))).toBe('answered');
    agent.destroy();
  });

  it('stays refused when the new lists cannot be used, and it is said which', async () => {
    copyFileSync(fixture('make.sh'), file('callers.crl'));
    const broken = /file_reloads_total\{file="tls",result="broken"\} 1/;
    await vi.waitFor(async () => expect(await mesh.metrics()).toMatch(broken), IN_FORCE);
    expect([verdict(await ask('revoked')), verdict(await ask('good'))]).toEqual([
      'certificate-revoked',
      'answered',
    ]);
    expect(mesh.logs().join('')).toContain(
      'SSBTEK_TLS_CLIENT_CRL_FILE must hold revocation lists in PEM form',
    );
  });

  it('has a list whose end shows; one that is out of date still says what it says, loudly', async () => {
    writeFileSync(file('callers.crl'), joined('sub.pem', 'gone.pem', 'root.crl', 'sub-old.crl'));
    const due = `crl_next_update_timestamp_seconds{certificate="client-ca"} ${Date.UTC(2021, 0, 1) / 1000}`;
    await vi.waitFor(async () => expect(await mesh.metrics()).toContain(due), IN_FORCE);
    expect([verdict(await ask('revoked')), verdict(await ask('good'))]).toEqual([
      'certificate-revoked',
      'answered',
    ]);
    expect(mesh.logs().join('')).toMatch(/"reason":"client-ca".*"msg":"a revocation list is out of date"/);
  });
});

describe('a certificate that a proxy hands on', () => {
  let mesh: Mesh;
  beforeAll(async () => {
    writeFileSync(file('secret'), secret);
    writeFileSync(file('proxy.crl'), joined('sub.pem', 'sub.crl', 'gone.pem', 'root.pem', 'root.crl'));
    mesh = await startMesh(memoryBuses(), {
      env: {
        SSBTEK_TLS_MODE: 'proxy',
        SSBTEK_TLS_PROXY_SECRET_FILE: file('secret'),
        SSBTEK_TLS_CLIENT_CRL_FILE: file('proxy.crl'),
        SSBTEK_CRL_OUT_OF_DATE: 'refuse',
      },
    });
  });
  afterAll(() => mesh.stop());

  const ask = (as: string) => {
    const certificate = pem(`revocation/${as}.pem`).replace(/(-----END CERTIFICATE-----\n)[^]*/, '$1');
    const headers = {
      'x-ssbtek-proxy-secret': secret,
      'x-ssl-client-cert': encodeURIComponent(certificate),
    };
    return mesh.ask(question(SO), { headers });
  };

  it.each([
    ['good', 'answered'],
    ['revoked', 'certificate-revoked'],
    ['below', 'certificate-revoked'],
  ])('is held against the lists too: %s', async (as, wanted) => {
    expect(verdict(await ask(as))).toBe(wanted);
  });

  it('is refused while the list is out of date, where that is wanted, until the new one comes', async () => {
    writeFileSync(file('proxy.crl'), joined('sub.pem', 'sub-old.crl', 'root.pem'));
    const refused = async () => expect(verdict(await ask('good'))).toBe('certificate-status-not-known');
    await vi.waitFor(refused, IN_FORCE);
    expect(verdict(await ask('revoked'))).toBe('certificate-revoked');
    writeFileSync(file('proxy.crl'), joined('sub.pem', 'sub.crl', 'root.pem'));
    await vi.waitFor(async () => expect(verdict(await ask('good'))).toBe('answered'), IN_FORCE);
  });
});
