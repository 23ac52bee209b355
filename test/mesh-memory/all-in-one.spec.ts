import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import { CONTRACT_VERSIONS } from '@ssbtek/contract-versions';
import { dated } from '@ssbtek/portal-pages';
import { loadConfiguration, mesh, type Mesh, type Role } from '@ssbtek/runtime';
import { aggregatorRole } from '@ssbtek/shell-aggregator';
import { ingressRole } from '@ssbtek/shell-ingress';
import { portalRole } from '@ssbtek/shell-portal';
import { simulatorRole } from '@ssbtek/shell-simulator';
import { workerRole } from '@ssbtek/shell-worker';
import { firstQuestion } from '../../apps/all-in-one/src/first-question';
import { readAnswer } from '../support/answer';

const EXAMPLE = readFileSync(new URL('../../docs/examples/v1-fraga.xml', import.meta.url), 'utf8');
/** As it may be asked today: everything here counts by the real clock. */
const QUESTION = dated(EXAMPLE, new Date().toISOString().slice(0, 10));
const roles = [
  simulatorRole(BASTJANSTER),
  aggregatorRole(),
  ...BASTJANSTER.map((bastjanst) => workerRole(bastjanst, { simulated: true })),
  ingressRole(CONTRACT_VERSIONS),
  portalRole(CONTRACT_VERSIONS, BASTJANSTER, { environment: 'simulator' }),
] as unknown as readonly Role[];

describe.each(['127.0.0.1', 'localhost', '0.0.0.0'])('all roles in one process at %s', (host) => {
  let running: Mesh;
  beforeAll(async () => {
    const result = loadConfiguration(roles, {
      SSBTEK_HOST: host,
      SSBTEK_SIMULATOR_PORT: '0',
      SSBTEK_HTTP_PORT: '0',
      SSBTEK_PORTAL_PORT: '0',
      SSBTEK_MANAGEMENT_PORT: '0',
      SSBTEK_LOG_LEVEL: 'silent',
    });
    if (!result.ok) throw new Error(result.mistakes.join(' '));
    running = mesh(roles, result.configuration, { name: 'all-in-one', write: () => undefined });
    await running.start();
    await vi.waitUntil(() => running.health.report('ready').ok, { timeout: 60_000 });
  });
  afterAll(() => running.stop());

  it('asks the simulated agencies wherever they are', async () => {
    const address = running.addresses['ssbtek/v1'] ?? '';
    const response = await fetch(address.replace('0.0.0.0', '127.0.0.1'), {
      method: 'POST',
      headers: { 'content-type': 'text/xml; charset=utf-8' },
      body: QUESTION,
    });
    const { svar } = readAnswer(await response.text());
    const types = Object.values(svar).map(({ type }) => type);
    expect(types).toEqual(BASTJANSTER.map(() => 'data'));
  });

  it('has a portal that tells where the ingress is, as an address that can be used', async () => {
    const portal = running.addresses['portal'] ?? '';
    const page = await (await fetch(portal)).text();
    const [, address = ''] = /<code>(http:[^<]+\/ssbtek\/v1)<\/code>/.exec(page) ?? [];
    const description = await fetch(`${address}?wsdl`);
    expect([description.status, address]).toEqual([200, expect.not.stringContaining('0.0.0.0')]);
  });

  it('is answered by whoever follows the three steps of the portal to the letter', async () => {
    const page = await (await fetch(running.addresses['portal'] ?? '')).text();
    const [, from = ''] = /curl -sSO (\S+?)<\/code>/.exec(page) ?? [];
    const [, to = ''] = /--data-binary @v\d+-fraga\.xml \\\n +(\S+?)<\/code>/.exec(page) ?? [];
    const body = await (await fetch(from)).text();
    const headers = { 'content-type': 'text/xml; charset=utf-8' };
    const response = await fetch(to, { method: 'POST', headers, body });
    const answer = await response.text();
    expect(response.status).toBe(200);
    for (const { descriptor } of BASTJANSTER)
      expect(answer).toMatch(new RegExp(`<ssbt:${descriptor.element}>(?!<ssbt:error>)`));
  });
});

describe('npm start', () => {
  const ROOT = fileURLToPath(new URL('../../', import.meta.url));
  let child: ChildProcess;
  let said = '';
  beforeAll(async () => {
    child = spawn(process.execPath, ['tools/start.ts'], {
      cwd: ROOT,
      env: {
        ...process.env,
        SSBTEK_SIMULATOR_PORT: '0',
        SSBTEK_HTTP_PORT: '0',
        SSBTEK_PORTAL_PORT: '0',
        SSBTEK_MANAGEMENT_PORT: '0',
        SSBTEK_LOG_LEVEL: 'error',
      },
    });
    child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
    child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
    await vi.waitUntil(() => said.includes('Ctrl-C stops.'), { timeout: 50_000, interval: 100 });
  });
  afterAll(async () => {
    child.kill('SIGTERM');
    await once(child, 'exit');
  });

  it('names the portal before all other addresses, and it answers', async () => {
    const addresses = said.match(/http:\/\/[\w.:]+/g) ?? [];
    expect(addresses.length).toBeGreaterThan(4);
    expect(said).toContain(`Open this first:  ${addresses[0]}`);
    const response = await fetch(addresses[0] ?? '');
    expect(response.status).toBe(200);
    const page = await response.text();
    expect(page).toContain('<html lang="sv">');
    for (const { name } of CONTRACT_VERSIONS) expect(page).toContain(`/ssbtek/${name}`);
  });

  it('prints a question that every agency answers with data when it is pasted', async () => {
    const [, make = '', to = ''] = /(sed [^|]+)\|[^|]*--data-binary @- (\S+)/.exec(said) ?? [];
    const body = execFileSync('sh', ['-c', make]);
    const headers = { 'content-type': 'text/xml; charset=utf-8' };
    const { svar } = readAnswer(await (await fetch(to, { method: 'POST', headers, body })).text());
    expect(Object.values(svar).map(({ type }) => type)).toEqual(BASTJANSTER.map(() => 'data'));
  });

  it('says that no agency is asked only where none is', () => {
    expect(said).toContain('no agency is asked');
    const asking = firstQuestion({ portal: 'http://127.0.0.1:1' }, ['XX']);
    expect(asking).not.toContain('no agency is asked');
    expect(asking).toContain('asked at the addresses that are set: XX');
  });
});
