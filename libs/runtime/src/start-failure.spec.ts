import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { startFailure } from './start-failure';

const shown = [
  { name: 'SSBTEK_HOST', shown: '192.0.2.1' },
  { name: 'SSBTEK_HTTP_PORT', shown: '81' },
];

/** What Node says when it is told to listen there. */
const listening = (host: string, port: number): Promise<unknown> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', resolve);
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });

it.each([
  ['an address of another machine', '192.0.2.1'],
  ['a name that nobody has', 'nowhere.invalid'],
])('tells of %s by the name of its setting', async (_, host) => {
  const failure = startFailure(await listening(host, 0), shown);
  expect(failure.sentence).toMatch(/^SSBTEK_HOST \(192\.0\.2\.1\) is no address of this machine/);
  expect(failure.setting).toBe(true);
});

it('tells which port is taken, and of which setting', async () => {
  const taken = createServer();
  const port = await new Promise<number>((resolve) =>
    taken.listen(0, '127.0.0.1', () => resolve((taken.address() as { port: number }).port)),
  );
  const error = await listening('127.0.0.1', port);
  expect(startFailure(error, [{ name: 'SSBTEK_HTTP_PORT', shown: String(port) }])).toEqual({
    sentence: `Port ${port} is in use: set SSBTEK_HTTP_PORT to a free one.\n`,
    setting: false,
  });
  expect(startFailure(error, shown).sentence).toBe(`Port ${port} is in use; take a free one.\n`);
  taken.close();
});

it('tells of a port that only the administrator may use', () => {
  const error = Object.assign(new Error('x'), { code: 'EACCES', syscall: 'listen', port: 81 });
  expect(startFailure(error, shown).sentence).toBe(
    'Port 81 may not be used by this user: set SSBTEK_HTTP_PORT to one above 1023.\n',
  );
});

it('has nothing to say of what is no matter of addresses', () => {
  expect(startFailure(new Error('x'), shown).sentence).toBe('');
});
