import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { TokenClient } from './kafka-token';

const cleanup: Array<() => void> = [];
afterEach(() => cleanup.splice(0).forEach((step) => step()));

async function serving(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanup.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`;
}

it('asks once for all who ask, keeps the token for most of its life, and uses the secret of its moment', async () => {
  const asked: string[] = [];
  const url = await serving((request, response) => {
    void request.setEncoding('utf8').on('data', (body: string) => {
      asked.push(`${atob((request.headers.authorization ?? '').slice(6))} ${body}`);
      response.end(JSON.stringify({ access_token: `token-${asked.length}`, expires_in: 100 }));
    });
  });
  let [now, secret] = [0, 'a:b'];
  const client = new TokenClient({ url, clientId: 'mesh', secret: () => secret, scope: 'kafka' }, () => now);
  expect(await Promise.all([client.token(), client.token()])).toEqual(['token-1', 'token-1']);
  now = 79_000;
  expect(await client.token()).toBe('token-1');
  [now, secret] = [81_000, 'new'];
  expect(await client.token()).toBe('token-2');
  const form = 'grant_type=client_credentials&scope=kafka';
  expect(asked).toEqual([`mesh:a%3Ab ${form}`, `mesh:new ${form}`]);
});

it.each<[string, RequestListener]>([
  ['a refusal', (_, response) => response.writeHead(401).end()],
  ['no token', (_, response) => response.end('{}')],
  ['no JSON', (_, response) => response.end('<html>')],
  ['another address', (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()],
])('tells %s by a fixed word, and asks again the next time', async (_, listener) => {
  let answer = listener;
  const url = await serving((request, response) => answer(request, response));
  const client = new TokenClient({ url, clientId: 'mesh', secret: () => 'secret' });
  await expect(client.token()).rejects.toMatchObject({ name: 'NO_TOKEN_FROM_SERVER' });
  answer = (_request, response) => response.end(JSON.stringify({ access_token: 'token' }));
  expect(await client.token()).toBe('token');
});
