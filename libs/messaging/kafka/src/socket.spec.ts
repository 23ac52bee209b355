import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:tls';
import { afterEach, expect, it, vi } from 'vitest';
import { socketFactory } from './socket';

const pem = (name: string): string =>
  readFileSync(new URL(`../../../agency-http/fixtures/${name}`, import.meta.url), 'utf8');
const cleanup: Array<() => void> = [];
afterEach(() => {
  for (const step of cleanup.splice(0).reverse()) step();
});

async function listening(name: string): Promise<number> {
  const server = createServer({ cert: pem(`${name}.pem`), key: pem(`${name}.key`) });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanup.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

/** Connects as a client of Kafka does; what it was told of the connection. */
async function connect(name: string, host: string) {
  const [connected, problem] = [vi.fn(), vi.fn()];
  const port = await listening(name);
  const tls = { current: () => ({ ca: pem('ca.pem') }), close: () => undefined };
  const make = socketFactory(tls, { problem }, () => undefined);
  const again = () => {
    const socket = make({ host, port, ssl: {}, onConnect: connected });
    cleanup.push(() => socket.destroy());
    return new Promise<void>((resolve) =>
      socket.once('secureConnect', resolve).once('close', () => resolve()),
    );
  };
  await again();
  return { connected, problem, again };
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
])('a broker that may not be trusted is not, and it is told once why: %s', async (_, name, reason) => {
  const { connected, problem, again } = await connect(name, 'localhost');
  await again();
  expect(connected).not.toHaveBeenCalled();
  expect(problem.mock.calls).toEqual([['TLS with a broker failed', { reason }]]);
});

it('a broker is not trusted because an environment variable says so', async () => {
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
  const { connected } = await connect('self-signed', 'localhost');
  vi.unstubAllEnvs();
  expect(connected).not.toHaveBeenCalled();
});
