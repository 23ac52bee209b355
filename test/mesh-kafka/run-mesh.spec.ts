import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { takesConnections } from '../../tools/kafka/local-broker.ts';
import { planOf } from '../../tools/mesh/plan.ts';
import { readAnswer } from '../support/answer';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FIRST = 19_300;
const { ports, ingress, portal } = planOf('', FIRST);
const QUESTION = readFileSync(new URL('../../docs/examples/v1-fraga.xml', import.meta.url), 'utf8');
const WITHIN = { timeout: 90_000, interval: 200 };

/** `npm run mesh`, without npm in front of it, so that a signal reaches the program itself. */
describe('npm run mesh', () => {
  let child: ChildProcess | undefined;
  let printed = '';
  afterEach(() => child?.kill('SIGKILL'));

  function start(): Promise<number | null> {
    printed = '';
    const own = ['tools/mesh.ts', '--first-port', String(FIRST)];
    child = spawn(process.execPath, own, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    return new Promise((resolve) => child?.once('exit', resolve));
  }
  const taken = async (): Promise<readonly string[]> => {
    const all = await Promise.all(
      ports.map(async (one) => ((await takesConnections(one.port)) ? [one.what] : [])),
    );
    return all.flat();
  };
  const isUp = (): Promise<void> =>
    vi.waitFor(() => expect(printed, printed).toContain('Open this first:'), WITHIN);
  const isGone = (): Promise<void> => vi.waitFor(async () => expect(await taken()).toEqual([]), WITHIN);

  it('answers the question that it prints, and leaves nothing behind when it is ended', async () => {
    const exited = start();
    await isUp();
    expect(printed).toContain(`${ingress}/ssbtek/v1`);
    const response = await fetch(`${ingress}/ssbtek/v1`, {
      method: 'POST',
      headers: { 'content-type': 'text/xml; charset=utf-8' },
      body: QUESTION,
    });
    const { svar } = readAnswer(await response.text());
    expect(Object.values(svar).map(({ type }) => type)).toEqual(Array(7).fill('data'));
    expect((await fetch(portal)).status).toBe(200);
    for (const { port, page } of ports)
      if (page !== undefined) expect((await fetch(`http://127.0.0.1:${port}${page}`)).status).toBe(200);
    child?.kill('SIGTERM');
    expect(await exited).toBe(0);
    await isGone();
  });

  it('leaves nothing behind when it is killed', async () => {
    const exited = start();
    await isUp();
    child?.kill('SIGKILL');
    await exited;
    await isGone();
  });

  it('names every port that is taken, and by whom, before it starts anything', async () => {
    const others = [FIRST, FIRST + 3].map((port) => createServer().listen(port, '127.0.0.1'));
    expect(await start()).toBe(1);
    expect(printed).toContain(`${FIRST} (portal) is taken by another program`);
    expect(printed).toContain(`${FIRST + 3} (kafka) is taken by another program`);
    expect(printed).not.toContain('Starting');
    for (const server of others) server.close();
  });
});
