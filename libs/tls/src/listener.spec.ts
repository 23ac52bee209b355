import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { NO_REVOCATIONS } from '@ssbtek/certificates';
import { tlsMaterial, TlsListener, type TlsMaterial } from './index';

const pem = (name: string): string =>
  readFileSync(new URL(`../../certificates/fixtures/${name}`, import.meta.url), 'utf8');
const pair = (name: string) => ({ cert: pem(`${name}.pem`), key: pem(`${name}.key`) });
const material = (ca?: string): TlsMaterial => ({
  ...pair('server'),
  ...(ca !== undefined && { ca: pem(ca) }),
  expiry: {},
  revocations: NO_REVOCATIONS,
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

describe('a listener that refuses who is revoked', () => {
  const revoking = (name: string): string => pem(`revocation/${name}`);
  const NAMES = { ca: 'CA', cert: 'CERT', key: 'KEY', crl: 'CRL' };
  function listed(...crls: readonly string[]): TlsMaterial {
    const texts = { ...pair('server'), ca: revoking('root.pem') };
    const crl = [
      revoking('sub.pem'),
      revoking('gone.pem'),
      ...crls.map((name) => revoking(`${name}.crl`)),
    ].join('\n');
    const made = tlsMaterial({ ...texts, ...(crls.length > 0 && { crl }) }, NAMES);
    if (!made.ok) throw new Error(made.mistakes.join(' '));
    return made.value;
  }
  const asked = (port: number, as: string): Promise<string> => ask(port, `revocation/${as}`);

  it.each([
    ['good', 'HTTP/1.1 200 OK'],
    ['revoked', 'refused'],
    ['below', 'refused'],
  ])('%s', async (as, wanted) => {
    expect(await asked(await listening(new TlsListener(listed('root', 'sub'), 'refused')), as)).toBe(wanted);
  });

  it('by the lists in the file of the authorities too', async () => {
    const ca = ['root.pem', 'sub.pem', 'sub.crl'].map(revoking).join('');
    const made = tlsMaterial({ ...pair('server'), ca }, NAMES);
    if (!made.ok) throw new Error(made.mistakes.join(' '));
    const port = await listening(new TlsListener(made.value, 'refused'));
    expect([await asked(port, 'revoked'), await asked(port, 'good')]).toEqual(['refused', 'HTTP/1.1 200 OK']);
  });

  it('ends the connections of those who are revoked meanwhile, and no others', async () => {
    const listener = new TlsListener(listed('sub-none'), 'refused');
    const port = await listening(listener);
    const open = async (as: string) => {
      const socket = connect({ host: '127.0.0.1', port, ca: pem('ca.pem'), ...pair(`revocation/${as}`) });
      cleanup.push(() => socket.destroy());
      const ended = vi.fn();
      socket.on('error', ended).on('close', ended);
      socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
      await new Promise((resolve) => socket.once('data', resolve));
      return ended;
    };
    const [good, revoked] = [await open('good'), await open('revoked')];
    listener.renew(listed('sub'));
    await vi.waitFor(() => expect(revoked).toHaveBeenCalled());
    expect(good).not.toHaveBeenCalled();
    expect(await asked(port, 'revoked')).toBe('refused');
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
