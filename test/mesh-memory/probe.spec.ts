import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readSettings } from '@ssbtek/config';
import { CONTRACT_VERSIONS } from '@ssbtek/contract-versions';
import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import type { Role } from '@ssbtek/runtime';
import { probeRole } from '@ssbtek/shell-probe';
import { renderMetrics, testTelemetry } from '@ssbtek/telemetry';
import { memoryBuses } from '../support/memory-buses';
import { startMesh, type Mesh } from '../support/mesh';
import { question } from '../support/question';
import { fixture, identity, sendTls } from '../support/tls-client';

const folder = mkdtempSync(join(tmpdir(), 'probe-'));
const parties = join(folder, 'parties.yaml');
afterAll(() => rmSync(folder, { recursive: true }));

const WITHIN = { timeout: 30_000, interval: 50 };

/** What the probe says after its first round, by version. */
async function probed(mesh: Mesh, env: Readonly<Record<string, string>>): Promise<string> {
  const role = probeRole(CONTRACT_VERSIONS) as Role;
  const read = readSettings(role.settings, {
    SSBTEK_PROBE_URL: mesh.url,
    SSBTEK_DEADLINE_MS: '6000',
    ...env,
  });
  if (!read.ok) throw new Error(read.mistakes.join(' '));
  const telemetry = testTelemetry('probe');
  // It reads nothing else of its context.
  const running = await role.start({ values: read.values, telemetry } as never);
  const results = async (): Promise<string> => {
    const { body } = await renderMetrics([telemetry]);
    const counted = /^ssbtek_probe_asks_total\{version="(\w+)",result="([\w-]+)".*\} 1$/gm;
    return [...body.matchAll(counted)].map(([, version, result]) => `${version} ${result}`).join(', ');
  };
  try {
    await vi.waitFor(async () => expect((await results()).split(', ')).toHaveLength(2), WITHIN);
    return await results();
  } finally {
    await running.stop();
  }
}

const CLIENT = {
  SSBTEK_PROBE_CA_FILE: fixture('ca.pem'),
  SSBTEK_PROBE_CERT_FILE: fixture('kommun.pem'),
  SSBTEK_PROBE_KEY_FILE: fixture('kommun.key'),
};
const STRANGER = {
  ...CLIENT,
  SSBTEK_PROBE_CERT_FILE: fixture('stranger.pem'),
  SSBTEK_PROBE_KEY_FILE: fixture('stranger.key'),
};

/** Sum of all series of a counter that fit. */
const sum = (metrics: string, series: RegExp): number =>
  metrics
    .split('\n')
    .filter((line) => series.test(line))
    .reduce((all, line) => all + Number(line.split(' ').at(-1)), 0);

describe('the probe, through the door that callers use', () => {
  let mesh: Mesh;
  beforeAll(async () => {
    writeFileSync(parties, 'parties: [{ organisationsnummer: "162120002411", namn: Kommun }]\n');
    mesh = await startMesh(memoryBuses(), {
      env: {
        SSBTEK_TLS_MODE: 'terminate',
        SSBTEK_TLS_CERT_FILE: fixture('server.pem'),
        SSBTEK_TLS_KEY_FILE: fixture('server.key'),
        SSBTEK_TLS_CLIENT_CA_FILE: fixture('ca.pem'),
        SSBTEK_PARTIES_FILE: parties,
      },
    });
  });
  afterAll(() => mesh.stop());

  const calls = async (): Promise<number> => {
    const each = await Promise.all(BASTJANSTER.map(({ descriptor }) => mesh.received(descriptor.kod)));
    return each.reduce((all, one) => all + one, 0);
  };

  it('gets an answer with everybody in it from each version that has the operation, and no agency hears of it', async () => {
    expect(await probed(mesh, CLIENT)).toBe('v10 ok, v11 ok');
    expect(await calls()).toBe(0);
    const metrics = await mesh.metrics();
    expect(sum(metrics, /^ssbtek_probes_total\{.*outcome="complete"/)).toBe(2);
    expect(sum(metrics, /^ssbtek_agency_replies_total\{.*result="not-called"/)).toBe(2 * BASTJANSTER.length);
  });

  it('is no traffic: it counts neither as asked, nor as answered, nor as an agency that answers', async () => {
    await probed(mesh, CLIENT);
    const metrics = await mesh.metrics();
    for (const counter of ['inquiries_total', 'answers_in_time_total', 'agency_calls_total'])
      expect([counter, sum(metrics, new RegExp(`^ssbtek_${counter}\\{`))]).toEqual([counter, 0]);
    expect(metrics).not.toMatch(/^ssbtek_inquiry_duration_seconds_count\{/m);
  });

  it('is known by its certificate: another one, or none, is refused', async () => {
    expect(await probed(mesh, STRANGER)).toBe('v10 refused, v11 refused');
    expect(await probed(mesh, { SSBTEK_PROBE_CA_FILE: fixture('ca.pem') })).toBe('v10 refused, v11 refused');
  });

  it('does not trust a door with a certificate of another authority, or for another name', async () => {
    const other = { ...CLIENT, SSBTEK_PROBE_CA_FILE: fixture('other-ca.pem') };
    expect(await probed(mesh, other)).toBe('v10 tls, v11 tls');
    expect(await probed(mesh, { ...CLIENT, SSBTEK_PROBE_SERVER_NAME: 'ssbtek.example' })).toBe(
      'v10 tls, v11 tls',
    );
    expect(await probed(mesh, { ...CLIENT, SSBTEK_PROBE_SERVER_NAME: 'localhost' })).toBe('v10 ok, v11 ok');
  });

  it('does not find a door that is shut', async () => {
    const shut = { ...CLIENT, SSBTEK_PROBE_URL: 'https://127.0.0.1:9' };
    expect(await probed(mesh, shut)).toBe('v10 connection, v11 connection');
  });

  it('sees a worker that does not reply', async () => {
    await mesh.stopRole('worker-so');
    expect(await probed(mesh, CLIENT)).toBe('v10 incomplete, v11 incomplete');
    await mesh.startRole('worker-so');
  });

  it('calls the test operations for whoever else asks; a caller that says it is a probe gets what the probe gets', async () => {
    const body = readFileSync(new URL('../../docs/examples/v10-testa.xml', import.meta.url), 'utf8');
    const headers = { 'content-type': 'text/xml; charset=utf-8' };
    const ask = (more: object) =>
      sendTls(`${mesh.url}/ssbtek/v10`, { ...identity('kommun'), body, headers: { ...headers, ...more } });
    const before = await calls();
    expect((await ask({ 'x-ssbtek-probe': 'true' })).xml).not.toContain('anropad');
    expect(await calls()).toBe(before);
    expect((await ask({})).xml).toContain('anropad>true');
    expect(await calls()).toBe(before + 1);
  });

  it('is never a question about somebody: there the header means nothing', async () => {
    const before = await mesh.received('so');
    const { status } = await sendTls(`${mesh.url}/ssbtek/v1`, {
      ...identity('kommun'),
      body: question({ inkludera: ['SO'] }),
      headers: { 'content-type': 'text/xml; charset=utf-8', 'x-ssbtek-probe': 'true' },
    });
    expect([status, (await mesh.received('so')) - before]).toEqual([200, 1]);
    expect(sum(await mesh.metrics(), /^ssbtek_inquiries_total\{.*version="v1",outcome="complete"/)).toBe(1);
  });
});
