import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { RequestOptions } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { REFUSALS, type Refusal } from '@ssbtek/parties';
import { readAnswer, readFault } from '../support/answer';
import { memoryBuses } from '../support/memory-buses';
import { startMesh, type Mesh } from '../support/mesh';
import { question } from '../support/question';
import { bareOf, shsMessage } from '../support/shs';
import {
  connectTls,
  firstOf,
  fixture,
  identity,
  keptOpen,
  pem,
  sendTls,
  type TlsAnswer,
} from '../support/tls-client';

const KOMMUN = '162120002411';
const OTHER = '168020069582';
const OMBUD = '165565866996';
const REGISTER = `parties:
  - organisationsnummer: "${KOMMUN}"
    namn: Kommun Å
    ombud: ["${OMBUD}"]
  - { organisationsnummer: "${OTHER}", namn: Annan kommun }
`;
/** How long a change of a file may take to be in force (architecture 2: five seconds for the register). */
const IN_FORCE = { timeout: 60_000, interval: 100 };

const iip = (customer: string): string =>
  `<soapenv:Header><iip:iipax xmlns:iip="http://www.idainfront.se/ns/iip/1.0"><iip:From><iip:Address>${customer}</iip:Address></iip:From></iip:iipax></soapenv:Header>`;

interface Asking {
  /** Certificate to connect with; none when left out. */
  readonly as?: string;
  /** Organisation in the iip header, twelve digits. */
  readonly for?: string;
  readonly ingivare?: string;
  readonly headers?: Record<string, string>;
  readonly inkludera?: readonly string[];
}

function envelope({ for: customer, ingivare = KOMMUN, inkludera = ['SO'] }: Asking): string {
  const asked = question({ inkludera }).replace(KOMMUN, ingivare);
  return customer === undefined ? asked : asked.replace('<soapenv:Header/>', iip(customer.slice(2)));
}

function ask(mesh: Mesh, asking: Asking, more: RequestOptions = {}): Promise<TlsAnswer> {
  const headers = { 'content-type': 'text/xml; charset=utf-8', ...asking.headers };
  return sendTls(`${mesh.url}/ssbtek/v1`, {
    ...identity(asking.as),
    headers,
    body: envelope(asking),
    ...more,
  });
}

/** Why a question was refused, by its text; `answered` when it was not. */
function verdict({ status, xml }: { readonly status: number; readonly xml: string }): string {
  if (status === 200) return Object.keys(readAnswer(xml).svar).length > 0 ? 'answered' : 'empty';
  const { felkod, faultcode, felmeddelanden } = readFault(xml);
  expect([status, felkod, faultcode.endsWith(':Client')]).toEqual([500, '1001', true]);
  expect(xml).not.toMatch(/2120002411|8020069582|5565866996|1212121212|Kommun|HL123456/);
  const kind = Object.entries(REFUSALS).find(([, text]) => text === felmeddelanden[1])?.[0];
  return kind ?? felmeddelanden.join(' ');
}

const folder = mkdtempSync(join(tmpdir(), 'who-may-ask-'));
const file = (name: string): string => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

describe('TLS mode terminate', () => {
  let mesh: Mesh;
  beforeAll(async () => {
    writeFileSync(file('parties.yaml'), REGISTER);
    for (const name of ['server.pem', 'server.key', 'ca.pem']) copyFileSync(fixture(name), file(name));
    const env = {
      SSBTEK_TLS_MODE: 'terminate',
      SSBTEK_TLS_CERT_FILE: file('server.pem'),
      SSBTEK_TLS_KEY_FILE: file('server.key'),
      SSBTEK_TLS_CLIENT_CA_FILE: file('ca.pem'),
      SSBTEK_PARTIES_FILE: file('parties.yaml'),
      SSBTEK_DEADLINE_MS: '20000',
    };
    mesh = await startMesh(memoryBuses(), { env });
  });
  afterAll(() => mesh.stop());

  it.each<[string, Asking]>([
    ['a municipality with its own certificate', { as: 'kommun' }],
    ['a municipality that names itself in the header', { as: 'kommun', for: KOMMUN }],
    ['another one', { as: 'other-kommun', ingivare: OTHER }],
    ['an ombud with a certificate of its own and a registered customer', { as: 'ombud', for: KOMMUN }],
  ])('answers %s', async (_, asking) => {
    expect(verdict(await ask(mesh, asking))).toBe('answered');
  });

  it.each<[string, Asking, Refusal]>([
    ['no certificate', {}, 'no-certificate'],
    ['an expired certificate', { as: 'expired' }, 'certificate-expired'],
    ['a certificate that is not valid yet', { as: 'early' }, 'certificate-not-yet-valid'],
    ['a certificate of another authority', { as: 'wrong-ca' }, 'certificate-not-trusted'],
    ['a certificate without a number', { as: 'none' }, 'certificate-without-organisation'],
    ['a certificate with eleven digits', { as: 'short' }, 'certificate-without-organisation'],
    ['a certificate with two numbers', { as: 'twice' }, 'certificate-without-organisation'],
    ['somebody who is not registered', { as: 'stranger', ingivare: '165560000001' }, 'not-connected'],
    ['somebody else as ingivare', { as: 'kommun', ingivare: OTHER }, 'not-the-ingivare'],
    ['an ombud that names nobody', { as: 'ombud' }, 'not-the-ingivare'],
    ['an ombud of somebody else', { as: 'ombud', for: OTHER, ingivare: OTHER }, 'not-an-ombud'],
    ["a municipality as another one's ombud", { as: 'other-kommun', for: KOMMUN }, 'not-an-ombud'],
    ['customer and ombud swapped', { as: 'kommun', for: OMBUD, ingivare: OMBUD }, 'not-connected'],
    [
      'a customer that is not the ingivare',
      { as: 'ombud', for: KOMMUN, ingivare: OTHER },
      'not-the-ingivare',
    ],
    [
      'a certificate in a header',
      { headers: { 'x-ssl-client-cert': encodeURIComponent(pem('kommun.pem')) } },
      'no-certificate',
    ],
  ])('refuses %s, with its own text, and asks no agency', async (_, asking, refusal) => {
    const before = await mesh.received('so');
    expect(verdict(await ask(mesh, asking))).toBe(refusal);
    expect(await mesh.received('so')).toBe(before);
    expect(await mesh.metrics()).toMatch(
      new RegExp(`ingress_rejections_total\\{reason="${refusal}"\\} [1-9]`),
    );
  });

  it.each([
    ['a municipality with its own certificate', 'kommun', KOMMUN, '<ssbt:data'],
    ['an ombud', 'ombud', KOMMUN, '<ssbt:data'],
    [
      "a municipality as sender of another one's question",
      'other-kommun',
      OTHER,
      REFUSALS['not-the-ingivare'],
    ],
    ['somebody who is no ombud of the sender', 'other-kommun', KOMMUN, REFUSALS['not-an-ombud']],
    ['a sender who is not registered', 'kommun', '165560000001', 'errorcode="MissingAgreement"'],
    ['a certificate that is not registered', 'stranger', KOMMUN, REFUSALS['not-connected']],
    ['nobody', undefined, KOMMUN, REFUSALS['no-certificate']],
  ])('knows the sender of an SHS message too: %s', async (_, as, from, wanted) => {
    const label = { from: { urn: `urn:X-shs:${from.slice(2)}`, commonName: 'x' } };
    const { contentType, body } = shsMessage('v1', bareOf(envelope({})), { label });
    const headers = { 'content-type': contentType };
    const { xml } = await sendTls(`${mesh.url}/shs`, { ...identity(as), headers, body });
    expect(xml).toContain(wanted);
  });

  it('counts refusals as their own outcome and logs who it was not', async () => {
    expect(await mesh.metrics()).toMatch(/inquiries_total\{version="v1",outcome="auth_fault"\} [1-9]/);
    expect(mesh.logs().join()).toMatch(/"reason":"not-an-ombud".*"msg":"caller refused"/);
    expect(mesh.logs().join()).not.toMatch(/2120002411|8020069582|5565866996/);
  });

  it('does not read what somebody without a certificate sends', async () => {
    const headers = { 'content-type': 'text/xml' };
    expect(verdict(await sendTls(`${mesh.url}/ssbtek/v1`, { headers, body: 'no XML' }))).toBe(
      'no-certificate',
    );
  });

  it.each<[string, string | undefined]>([
    ['without a certificate', undefined],
    ['with one that nobody has registered', 'stranger'],
  ])(
    'answers somebody %s before the body is there, keeps none of it, and writes no record of it',
    async (_, as) => {
      const records = async () => /audit_records_total\{[^}]*\} \d+/.exec(await mesh.metrics())?.[0];
      const before = await records();
      for (const path of ['/ssbtek/v1', '/shs', '/nowhere']) {
        const answer = await firstOf(mesh.url, path, identity(as));
        expect(answer).toMatch(/^HTTP\/1.1 (500|400|403) /);
        expect(answer.toLowerCase()).toContain('connection: close');
        expect(answer).toContain('Vem får fråga: ');
      }
      expect(await records()).toBe(before);
    },
  );

  it('tells a stranger why, however much is being sent', async () => {
    const body = '<x/>'.repeat(64 * 1024);
    const headers = { 'content-type': 'text/xml' };
    for (let i = 0; i < 5; i += 1)
      expect(verdict(await sendTls(`${mesh.url}/ssbtek/v1`, { headers, body }))).toBe('no-certificate');
  });

  it('speaks TLS 1.2 and 1.3 and nothing older', async () => {
    const version = (name: string): RequestOptions =>
      ({ minVersion: name, maxVersion: name, ciphers: 'ALL:@SECLEVEL=0' }) as RequestOptions;
    for (const good of ['TLSv1.2', 'TLSv1.3'])
      expect(verdict(await ask(mesh, { as: 'kommun' }, version(good)))).toBe('answered');
    for (const bad of ['TLSv1', 'TLSv1.1'])
      await expect(ask(mesh, { as: 'kommun' }, version(bad))).rejects.toThrow(/alert protocol version/);
  });

  it('resumes no session: every connection shows its certificate anew', async () => {
    const options = { ...identity('kommun'), maxVersion: 'TLSv1.2' } as const;
    const [session] = await connectTls(mesh.url, options);
    expect(session).toBeInstanceOf(Buffer);
    const [, reused] = await connectTls(mesh.url, { ...options, session });
    expect(reused).toBe(false);
  });

  it('describes itself with an https address, to everybody', async () => {
    const { status, xml } = await sendTls(`${mesh.url}/ssbtek/v1?wsdl`);
    expect(status).toBe(200);
    expect(mesh.url).toMatch(/^https:/);
    expect(xml).toContain(`location="${mesh.url}/ssbtek/v1"`);
  });

  it('keeps the register that is in force when the new one is broken, and says what is wrong', async () => {
    writeFileSync(file('parties.yaml'), REGISTER.replace(KOMMUN, KOMMUN.slice(2)));
    const broken = /file_reloads_total\{file="parties",result="broken"\} 1/;
    await vi.waitFor(async () => expect(await mesh.metrics()).toMatch(broken), IN_FORCE);
    expect(verdict(await ask(mesh, { as: 'kommun' }))).toBe('answered');
    expect(mesh.logs().join()).toContain('parties[0].organisationsnummer must be');
  });

  it('refuses a party within 5 seconds of its removal; its open question is answered', async () => {
    await mesh.control('so', { latencyMs: 8000 });
    const open = ask(mesh, { as: 'kommun' });
    const done = vi.fn();
    void open.then(done);
    await vi.waitFor(async () => expect(await mesh.metrics()).toMatch(/inquiries_in_flight 1/), IN_FORCE);
    writeFileSync(file('parties.yaml'), REGISTER.replace(KOMMUN, '165560000001'));
    const none = { inkludera: [] };
    const refused = async () =>
      expect(verdict(await ask(mesh, { as: 'kommun', ...none }))).toBe('not-connected');
    await vi.waitFor(refused, IN_FORCE);
    expect(verdict(await ask(mesh, { as: 'ombud', for: KOMMUN, ...none }))).toBe('not-connected');
    expect(done).not.toHaveBeenCalled();
    expect(verdict(await open)).toBe('answered');
    await mesh.control('so', { latencyMs: 0 });
    writeFileSync(file('parties.yaml'), REGISTER);
    await vi.waitFor(
      async () => expect(verdict(await ask(mesh, { as: 'kommun' }))).toBe('answered'),
      IN_FORCE,
    );
  });

  it('takes a new certificate for new connections and keeps the open ones', async () => {
    const agent = keptOpen();
    const before = await ask(mesh, { as: 'kommun' }, { agent });
    for (const part of ['pem', 'key']) copyFileSync(fixture(`server-2.${part}`), file(`server.${part}`));
    await vi.waitFor(async () => {
      const { serverUntil } = await sendTls(`${mesh.url}/ssbtek/v1?wsdl`);
      expect(serverUntil).not.toBe(before.serverUntil);
    }, IN_FORCE);
    const after = await ask(mesh, { as: 'kommun' }, { agent });
    expect([verdict(after), after.reused, after.headers.connection]).toEqual([
      'answered',
      true,
      'keep-alive',
    ]);
    const until = Date.UTC(2119, 0, 1) / 1000;
    expect(await mesh.metrics()).toContain(
      `certificate_expiry_timestamp_seconds{certificate="server"} ${until}`,
    );
    agent.destroy();
  });

  it('keeps certificate and key when the new ones do not belong together', async () => {
    copyFileSync(fixture('proxy.key'), file('server.key'));
    const broken = /file_reloads_total\{file="tls",result="broken"\} 1/;
    await vi.waitFor(async () => expect(await mesh.metrics()).toMatch(broken), IN_FORCE);
    expect(verdict(await ask(mesh, { as: 'kommun' }))).toBe('answered');
    expect(mesh.logs().join()).toContain(
      'SSBTEK_TLS_KEY_FILE holds a key that is not the one of the certificate',
    );
    copyFileSync(fixture('server-2.key'), file('server.key'));
  });

  it('takes new authorities; a connection from before ends with its next answer', async () => {
    const agent = keptOpen();
    await ask(mesh, { as: 'kommun' }, { agent });
    writeFileSync(file('ca.pem'), readFileSync(fixture('other-ca.pem')));
    const trusted = async () => expect(verdict(await ask(mesh, { as: 'wrong-ca' }))).toBe('answered');
    await vi.waitFor(trusted, IN_FORCE);
    expect(verdict(await ask(mesh, { as: 'kommun' }))).toBe('certificate-not-trusted');
    const last = await ask(mesh, { as: 'kommun' }, { agent });
    expect([last.reused, last.headers.connection]).toEqual([true, 'close']);
    expect(verdict(await ask(mesh, { as: 'kommun' }, { agent }))).toBe('certificate-not-trusted');
    agent.destroy();
  });
});

describe('TLS mode proxy', () => {
  const secret = 'a-secret-of-the-tests-of-many-characters';
  let mesh: Mesh;
  beforeAll(async () => {
    writeFileSync(file('parties.yaml'), REGISTER);
    writeFileSync(file('secret'), `${secret}\n`);
    const env = {
      SSBTEK_TLS_MODE: 'proxy',
      SSBTEK_TLS_PROXY_SECRET_FILE: file('secret'),
      SSBTEK_PARTIES_FILE: file('parties.yaml'),
      SSBTEK_MAX_IN_FLIGHT: '2',
    };
    mesh = await startMesh(memoryBuses(), { env });
  });
  afterAll(() => mesh.stop());

  const encoded = (name: string): string => encodeURIComponent(pem(`${name}.pem`));
  const by = (name: string) => ({ 'x-ssbtek-proxy-secret': secret, 'x-ssl-client-cert': encoded(name) });

  it.each<[string, Record<string, string>, Asking, string]>([
    ['a municipality', by('kommun'), {}, 'answered'],
    ['an ombud', by('ombud'), { for: KOMMUN }, 'answered'],
    ['a stranger', by('stranger'), { ingivare: '165560000001' }, 'not-connected'],
    ['an expired certificate', by('expired'), {}, 'certificate-expired'],
    ['nobody', { 'x-ssbtek-proxy-secret': secret }, {}, 'no-certificate'],
    ['an empty header', { 'x-ssbtek-proxy-secret': secret, 'x-ssl-client-cert': '' }, {}, 'no-certificate'],
    [
      'garbage',
      { 'x-ssbtek-proxy-secret': secret, 'x-ssl-client-cert': '%' },
      {},
      'certificate-not-readable',
    ],
    ['a certificate from nobody', { 'x-ssl-client-cert': encoded('kommun') }, {}, 'proxy-not-known'],
    ['a wrong secret', { ...by('kommun'), 'x-ssbtek-proxy-secret': `${secret}x` }, {}, 'proxy-not-known'],
  ])('%s', async (_, headers, asking, wanted) => {
    expect(verdict(await mesh.ask(envelope(asking), { headers }))).toBe(wanted);
  });

  it('knows its address from the proxy, and from nobody else', async () => {
    const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'ssbtek.example:8443' };
    const wsdl = async (headers: Record<string, string>): Promise<string> =>
      (await fetch(`${mesh.url}/ssbtek/v1?wsdl`, { headers })).text();
    expect(await wsdl({ ...by('kommun'), ...forwarded })).toContain(
      '"https://ssbtek.example:8443/ssbtek/v1"',
    );
    expect(await wsdl(forwarded)).toContain(`"${mesh.url}/ssbtek/v1"`);
  });

  it('records each question of somebody known that is refused under overload', async () => {
    const recorded = async (): Promise<number> =>
      Number(/audit_records_total\{[^}]*result="written"[^}]*\} (\d+)/.exec(await mesh.metrics())?.[1]);
    const before = await recorded();
    await mesh.control('so', { latencyMs: 700 });
    const asked = Array.from({ length: 6 }, () => mesh.ask(envelope({}), { headers: by('kommun') }));
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 503)).toHaveLength(4);
    await vi.waitFor(async () => expect(await recorded()).toBe(before + 6), IN_FORCE);
  });
});

describe('TLS mode proxy with a certificate of the proxy', () => {
  let mesh: Mesh;
  beforeAll(async () => {
    const env = {
      SSBTEK_TLS_MODE: 'proxy',
      SSBTEK_TLS_CERT_FILE: fixture('server.pem'),
      SSBTEK_TLS_KEY_FILE: fixture('server.key'),
      SSBTEK_TLS_CLIENT_CA_FILE: fixture('ca.pem'),
      SSBTEK_TLS_PROXY_NAME: 'proxy.example',
      SSBTEK_TLS_PROXY_CERT_HEADER: 'X-Forwarded-Client-Cert',
    };
    mesh = await startMesh(memoryBuses(), { env });
  });
  afterAll(() => mesh.stop());

  const headers = {
    'x-forwarded-client-cert': `Hash=abc;Cert="${encodeURIComponent(pem('kommun.pem'))}";URI=`,
  };

  it.each([
    ['the proxy', 'proxy', 'answered'],
    ['a municipality that plays proxy', 'other-kommun', 'proxy-not-known'],
    ['nobody', undefined, 'proxy-not-known'],
  ])('%s', async (_, as, wanted) => {
    expect(verdict(await ask(mesh, { headers, ...(as !== undefined && { as }) }))).toBe(wanted);
  });
});

describe('TLS mode off', () => {
  let mesh: Mesh;
  beforeAll(async () => {
    mesh = await startMesh(memoryBuses(), { env: { SSBTEK_PARTIES_FILE: file('parties.yaml') } });
  });
  afterAll(() => mesh.stop());

  it('answers everybody, whatever header is sent, and says at the start that nothing is enforced', async () => {
    const headers = { 'x-ssl-client-cert': encodeURIComponent(pem('expired.pem')) };
    expect(verdict(await mesh.ask(envelope({ ingivare: '165560000001' }), { headers }))).toBe('answered');
    expect(mesh.logs().join()).toContain('the register of parties is not enforced');
  });
});
