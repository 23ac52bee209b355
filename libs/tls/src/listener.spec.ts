import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { TlsListener, type TlsMaterial } from './index';

const pem = (name: string): string =>
  readFileSync(new URL(`../../certificates/fixtures/${name}`, import.meta.url), 'utf8');
const pair = (name: string) => ({ cert: pem(`${name}.pem`), key: pem(`${name}.key`) });
const material = (ca?: string): TlsMaterial => ({
  ...pair('server'),
  ...(ca !== undefined && { ca: pem(ca) }),
  expiry: {},
});

const cleanup: Array<() => void> = [];
afterEach(() => {
  for (const step of cleanup.splice(0).reverse()) step();
});

async function listening(listener: TlsListener): Promise<number> {
  const server = listener.serve((_, response) => response.end('x'), {});
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanup.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

/** The first bytes of an answer, or what came of it. */
function ask(port: number, as?: string): Promise<string> {
  return new Promise((resolve) => {
    const identity = as === undefined ? {} : pair(as);
    const socket = connect({ host: '127.0.0.1', port, ca: pem('ca.pem'), ...identity });
    cleanup.push(() => socket.destroy());
    socket.on('data', (bytes: Buffer) => resolve(bytes.toString().slice(0, 15)));
    socket.on('error', () => resolve('refused')).on('close', () => resolve('refused'));
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  });
}

describe('a listener that refuses strangers', () => {
  it.each([
    ['a good certificate', 'kommun', 'HTTP/1.1 200 OK'],
    ['none', undefined, 'refused'],
    ['an expired one', 'expired', 'refused'],
    ['one of another authority', 'wrong-ca', 'refused'],
  ])('%s', async (_, as, wanted) => {
    expect(await ask(await listening(new TlsListener(material('ca.pem'), 'refused')), as)).toBe(wanted);
  });

  it('without authorities takes everybody', async () => {
    expect(await ask(await listening(new TlsListener(material(), 'refused')))).toBe('HTTP/1.1 200 OK');
  });

  it('holds new connections against new authorities', async () => {
    const listener = new TlsListener(material('ca.pem'), 'refused');
    const port = await listening(listener);
    listener.renew(material('other-ca.pem'));
    expect([await ask(port, 'kommun'), await ask(port, 'wrong-ca')]).toEqual(['refused', 'HTTP/1.1 200 OK']);
  });
});

describe('a listener that lets strangers in', () => {
  it('leaves it to whoever answers, and knows connections of old authorities', async () => {
    const listener = new TlsListener(material('ca.pem'), 'let-in');
    const sockets: TLSSocket[] = [];
    const server = listener.serve((request, response) => {
      sockets.push(request.socket as TLSSocket);
      response.end();
    }, {});
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    cleanup.push(() => server.close());
    expect(await ask((server.address() as AddressInfo).port, 'wrong-ca')).toBe('HTTP/1.1 200 OK');
    await vi.waitFor(() => expect(sockets).toHaveLength(1));
    const outdated = () => sockets.map((socket) => listener.isOutdated(socket));
    expect(outdated()).toEqual([false]);
    listener.renew(material('other-ca.pem'));
    expect(outdated()).toEqual([true]);
  });
});
