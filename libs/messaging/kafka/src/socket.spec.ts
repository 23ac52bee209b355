import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import { afterEach, expect, it, vi } from 'vitest';
import { OpenPeers, tlsMaterial, type ClientTls, type TlsMaterial } from '@ssbtek/tls';
import { openSocket } from './socket';

const pem = (name: string): string =>
  readFileSync(new URL(`../../../agency-http/fixtures/${name}`, import.meta.url), 'utf8');
const revocation = (name: string): string =>
  readFileSync(new URL(`../../../certificates/fixtures/revocation/${name}`, import.meta.url), 'utf8');
function revoking(crl: string): TlsMaterial {
  const texts = { ca: revocation('root.pem'), crl: revocation('sub.pem') + revocation(crl) };
  const made = tlsMaterial(texts, { ca: 'CA', cert: 'CERT', key: 'KEY', crl: 'CRL' }, 'refuse');
  if (!made.ok) throw new Error(made.mistakes.join(' '));
  return made.value;
}
const cleanup: Array<() => void> = [];
afterEach(() => {
  for (const step of cleanup.splice(0).reverse()) step();
});

async function listening(name: string, from = pem): Promise<number> {
  const server = createServer({ cert: from(`${name}.pem`), key: from(`${name}.key`) });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanup.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

/** Connects as a client of Kafka does; what it was told of the connection. */
async function connect(name: string, host: string, certificates: ClientTls = { ca: pem('ca.pem') }) {
  const [connected, problem] = [vi.fn(), vi.fn()];
  const port = await listening(name, certificates.revocations ? revocation : pem);
  const peers = new OpenPeers();
  const tls = {
    current: () => certificates,
    opened: (socket: TLSSocket) => peers.add(socket),
    close: () => undefined,
  };
  const events = { problem };
  const again = () => {
    const socket = openSocket({ host, port, tls, events, onConnect: connected, onClosed: () => undefined });
    cleanup.push(() => socket.destroy());
    return new Promise<void>((resolve) =>
      socket.once('secureConnect', resolve).once('close', () => resolve()),
    );
  };
  await again();
  return { connected, problem, again, peers, broker: `${host}:${port}` };
}

it.each(['localhost', '127.0.0.1'])(
  'a broker that is who it should be is connected to, by the name %s',
  async (host) => {
    const { connected, problem } = await connect('server', host);
    expect([connected.mock.calls.length, problem.mock.calls]).toEqual([1, []]);
  },
);

it.each([
  ['another name', 'wrong-name', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ['expired', 'expired', 'CERT_HAS_EXPIRED'],
  ['self-signed', 'self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
])('a broker that may not be trusted is not, and it is told once why: %s', async (_, name, code) => {
  const { connected, problem, again, broker } = await connect(name, 'localhost');
  await again();
  expect(connected).not.toHaveBeenCalled();
  expect(problem.mock.calls).toEqual([['TLS with a broker failed', { broker, operation: 'connect', code }]]);
});

it('a broker is not trusted because an environment variable says so', async () => {
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
  const { connected } = await connect('self-signed', 'localhost');
  vi.unstubAllEnvs();
  expect(connected).not.toHaveBeenCalled();
});

it('a broker that is not there is told with its address and the word for it', async () => {
  const problem = vi.fn();
  await new Promise<void>((onClosed) =>
    openSocket({ host: '127.0.0.1', port: 1, tls: undefined, events: { problem }, onClosed }),
  );
  expect(problem.mock.calls).toEqual([
    ['a broker cannot be reached', { broker: '127.0.0.1:1', operation: 'connect', code: 'ECONNREFUSED' }],
  ]);
});

it.each([
  ['revoked', 'server-revoked', 'sub.crl', 'CERT_REVOKED'],
  ['of whom only an old list could speak', 'server', 'sub-old.crl', 'CRL_HAS_EXPIRED'],
])('a broker whose certificate is %s is not talked to', async (_, name, crl, code) => {
  const { connected, problem, broker } = await connect(name, 'localhost', revoking(crl));
  expect(connected).not.toHaveBeenCalled();
  expect(problem.mock.calls).toEqual([['TLS with a broker failed', { broker, operation: 'connect', code }]]);
});

it('a broker that is revoked meanwhile loses its connections, and it is told why', async () => {
  const { connected, problem, peers, broker } = await connect(
    'server-revoked',
    'localhost',
    revoking('sub-none.crl'),
  );
  expect(connected).toHaveBeenCalled();
  peers.endRevoked(revoking('sub-none.crl').revocations);
  expect(problem).not.toHaveBeenCalled();
  peers.endRevoked(revoking('sub.crl').revocations);
  await vi.waitFor(() => expect(problem).toHaveBeenCalled());
  const code = 'CERT_REVOKED';
  expect(problem.mock.calls).toEqual([['TLS with a broker failed', { broker, operation: 'connect', code }]]);
});
