import { readFileSync } from 'node:fs';
import { createServer, type ServerOptions } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { tlsMaterial, type ClientTls } from '@ssbtek/tls';
import { clientFor, never, question, rawServer, watched } from './test-servers';

const pem = (name: string): string => readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8');
const pair = (name: string) => ({ cert: pem(`${name}.pem`), key: pem(`${name}.key`) });
/** Material whose lists say that `server-revoked` is, and that `server` is not. */
function revoking(crl: string): ClientTls {
  const texts = { ca: revocation('root.pem'), crl: revocation('sub.pem') + revocation(crl) };
  const made = tlsMaterial(texts, { ca: 'CA', cert: 'CERT', key: 'KEY', crl: 'CRL' }, 'refuse');
  if (!made.ok) throw new Error(made.mistakes.join(' '));
  return made.value;
}
const revocation = (name: string): string =>
  readFileSync(new URL(`../../certificates/fixtures/revocation/${name}`, import.meta.url), 'utf8');
const revocationPair = (name: string) => ({
  cert: revocation(`${name}.pem`),
  key: revocation(`${name}.key`),
});
const cleanup: Array<() => Promise<unknown>> = [];
afterEach(async () => {
  for (const step of cleanup.splice(0).reverse()) await step();
});

async function ask(serverOptions: ServerOptions, tls: ClientTls | undefined, host = 'localhost') {
  let requests = 0;
  const server = await watched(
    createServer(serverOptions, (_, response) => {
      requests++;
      response.end('x');
    }).on('tlsClientError', () => undefined),
  );
  const client = clientFor(`https://${host}:${server.port}/`, tls ? { tls } : {});
  cleanup.push(
    () => server.close(),
    () => client.close(),
  );
  const result = await client.send(question, never());
  return { result, requests: () => requests, retries: client.retries(), connections: server.connections() };
}

const failedTls = { failure: { kind: 'connection', reason: 'tls' } };
const ca = pem('ca.pem');

describe('a server that is who it should be', () => {
  it.each(['localhost', '127.0.0.1'])('is asked, by the name %s', async (host) => {
    const { result } = await ask(pair('server'), { ca }, host);
    expect(result).toMatchObject({ response: { status: 200 } });
  });
  it('is asked when the lists do not name it', async () => {
    const { result } = await ask(revocationPair('server'), revoking('sub.crl'));
    expect(result).toMatchObject({ response: { status: 200 } });
  });
  it('is shown our certificate when it asks for one', async () => {
    const demanding = { ...pair('server'), ca, requestCert: true, rejectUnauthorized: true };
    const { result } = await ask(demanding, { ca, ...pair('client') });
    expect(result).toMatchObject({ response: { status: 200 } });
  });
});

describe('a server that may not be trusted', () => {
  it.each<[string, ServerOptions, ClientTls | undefined]>([
    ['self-signed', pair('self-signed'), { ca }],
    ['another name', pair('wrong-name'), { ca }],
    ['expired', pair('expired'), { ca }],
    ['another authority than ours', pair('server'), { ca: pem('other-ca.pem') }],
    ['an authority nobody knows', pair('server'), undefined],
    ['revoked', revocationPair('server-revoked'), revoking('sub.crl')],
    ['of whom only an old list could speak', revocationPair('server'), revoking('sub-old.crl')],
    ['another name, and not revoked', revocationPair('good'), revoking('sub.crl')],
    [
      'only TLS 1.1',
      { ...pair('server'), minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' },
      { ca },
    ],
  ])('%s: not a byte of the question is sent, and it is not tried again', async (_, server, tls) => {
    const { result, requests, retries, connections } = await ask(server, tls);
    expect(result).toEqual(failedTls);
    expect([requests(), retries, connections]).toEqual([0, 0, 1]);
  });
  it('is not trusted because an environment variable says so', async () => {
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    cleanup.push(async () => void delete process.env['NODE_TLS_REJECT_UNAUTHORIZED']);
    expect((await ask(pair('self-signed'), { ca })).result).toEqual(failedTls);
  });
});

it('a server that does not take our certificate is a TLS failure or a reset', async () => {
  const demanding = {
    ...pair('server'),
    ca: pem('other-ca.pem'),
    requestCert: true,
    rejectUnauthorized: true,
  };
  const { result, requests } = await ask(demanding, { ca, ...pair('client') });
  expect(result).toEqual({ failure: { kind: 'connection', reason: expect.stringMatching(/^(tls|reset)$/) } });
  expect(requests()).toBe(0);
});

it('a server without TLS is a TLS failure', async () => {
  const server = await rawServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  const client = clientFor(`https://localhost:${server.port}/`, { tls: { ca } });
  cleanup.push(
    () => server.close(),
    () => client.close(),
  );
  expect(await client.send(question, never())).toEqual(failedTls);
});

it('a handshake that never ends is cut off by the connect time', async () => {
  const server = await rawServer(() => undefined);
  const client = clientFor(`https://localhost:${server.port}/`, { tls: { ca }, connectMs: 50 });
  cleanup.push(
    () => server.close(),
    () => client.close(),
  );
  const result = await client.send(question, never());
  expect(result).toEqual({ failure: { kind: 'connection', reason: 'connect-timeout' } });
});

it.each<[string, ClientTls]>([
  ['no PEM', { ca: 'nonsense', cert: 'nonsense', key: 'nonsense' }],
  ["a key that is not the certificate's", { cert: pem('client.pem'), key: pem('server.key') }],
])('certificates that cannot be used stop the start: %s', (_, tls) => {
  expect(() => clientFor('https://localhost:1/', { tls })).toThrow();
});

describe('new certificates for a client in use', () => {
  /** A server that takes clients of one authority, tells their subject, and can hold an answer back. */
  async function demanding(authority: string) {
    const held = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    const options = { ...pair('server'), ca: pem(authority), requestCert: true, rejectUnauthorized: true };
    const server = await watched(
      createServer(options, (request, response) => {
        const end = (): void =>
          void response.end((request.socket as TLSSocket).getPeerCertificate().subject.CN);
        if (request.url !== '/hold') return end();
        asked.resolve();
        void held.promise.then(end);
      }).on('tlsClientError', () => undefined),
    );
    const client = clientFor(`https://localhost:${server.port}`, { tls: { ca, ...pair('client') } });
    cleanup.push(
      () => server.close(),
      () => client.close(),
    );
    const send = async (path = '/'): Promise<string> => {
      const result = await client.send({ ...question, path }, never());
      return 'response' in result ? new TextDecoder().decode(result.response.body) : result.failure.kind;
    };
    return { client, send, asked: asked.promise, answer: () => held.resolve(), open: () => server.open() };
  }

  it('are shown by every connection from then on; a call that is open ends over its own', async () => {
    const { client, send, asked, answer, open } = await demanding('ca.pem');
    const held = send('/hold');
    await asked;
    client.renew({ ca, ...pair('wrong-name') });
    expect(await send()).toBe('wrong-name');
    answer();
    expect(await held).toBe('client');
    expect(await send()).toBe('wrong-name');
    await vi.waitFor(() => expect(open()).toBe(1));
  });

  it('that are not taken fail, although the old ones had a connection; good ones help', async () => {
    const { client, send } = await demanding('ca.pem');
    expect(await send()).toBe('client');
    client.renew({ ca });
    expect(await send()).toBe('connection');
    client.renew({ ca, ...pair('client') });
    expect(await send()).toBe('client');
  });

  it('are refused when they do not belong together, and the old ones go on', async () => {
    const { client, send } = await demanding('ca.pem');
    expect(() => client.renew({ ca, cert: pem('client.pem'), key: pem('server.key') })).toThrow();
    expect(await send()).toBe('client');
  });

  it('do not keep the client open: closing ends what the old ones still had', async () => {
    const { client, send, asked, open } = await demanding('ca.pem');
    const held = send('/hold');
    await asked;
    client.renew({ ca, ...pair('client') });
    await client.close();
    expect(await held).toBe('connection');
    await vi.waitFor(() => expect(open()).toBe(0));
  });
});
