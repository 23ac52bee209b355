import { createServer, type Server } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { takenPorts } from './taken.ts';
import { USUAL_PORTS, wantedPorts } from './usual.ts';

const open: Array<{ close(): unknown }> = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

const listening = (server: Server | ReturnType<typeof createTcpServer>): Promise<number> =>
  new Promise((resolve) => {
    open.push(server);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
/** A program that answers these pages, and 404 to all else. */
const program = (pages: Readonly<Record<string, string>>): Promise<number> =>
  listening(
    createServer((request, response) => {
      const body = pages[request.url ?? ''];
      response.writeHead(body === undefined ? 404 : 200).end(body);
    }),
  );
const saidOf = async (port: number): Promise<string> => {
  const [only] = await takenPorts([{ port, what: 'portal' }]);
  return only?.text.replace(String(port), 'PORT') ?? '';
};

describe('a port that is taken', () => {
  it.each([
    [{ '/health/ready': '{"status":"ok","roles":{"portal":true}}' }, 'the process of portal of this project'],
    [{ '/health/ready': '{"status":"unavailable","roles":{"a":true,"b":false}}' }, 'npm start, or another'],
    [{ '/': '<title>Start – SSBTEK informationsportal</title>' }, 'the portal of this project'],
    [{ '/': '<title>SSBTEK-simulatorn</title>' }, 'the simulator of this project'],
    [{ '/': '<title>Grafana</title>' }, 'another program'],
    [{}, 'another program'],
  ])('%j', async (pages, who) => {
    expect(await saidOf(await program(pages))).toContain(`PORT (portal) is taken by ${who}`);
  });

  it('by who does not speak HTTP is another program’s', async () => {
    expect(
      await saidOf(
        await listening(
          createTcpServer((socket) => socket.on('error', () => undefined).end('220 hello\r\n')),
        ),
      ),
    ).toBe('PORT (portal) is taken by another program');
  });

  it('is told with all others', async () => {
    const ports = [await program({}), await program({}), 1];
    const taken = await takenPorts(ports.map((port) => ({ port, what: String(port) })));
    expect(taken.map(({ wanted }) => wanted.port)).toEqual(ports.slice(0, 2));
  });
});

describe('ports of npm start', () => {
  it('are those of the settings, or the usual ones as they are documented', () => {
    expect(wantedPorts({}).map(({ port }) => port)).toEqual([
      USUAL_PORTS.portal,
      USUAL_PORTS.ingress,
      USUAL_PORTS.simulator,
      USUAL_PORTS.management,
    ]);
    const documented = readFileSync(new URL('../../docs/configure.md', import.meta.url), 'utf8');
    for (const { setting, port } of wantedPorts({}))
      expect(documented).toMatch(new RegExp(`\`${setting}\`[^\\n]*\`?${port}`));
  });

  it('that are free ones, or none, are left to the program', () => {
    expect(wantedPorts({ SSBTEK_PORTAL_PORT: '0', SSBTEK_HTTP_PORT: 'x' }).map(({ what }) => what)).toEqual([
      'simulator',
      'metrics and health',
    ]);
  });
});
