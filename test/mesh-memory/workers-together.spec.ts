import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import type { Environment } from '@ssbtek/config';
import { CONTRACT_VERSIONS } from '@ssbtek/contract-versions';
import { MemoryBroker } from '@ssbtek/messaging-memory';
import { loadConfiguration, mesh, type Mesh, type Role } from '@ssbtek/runtime';
import { aggregatorRole } from '@ssbtek/shell-aggregator';
import { ingressRole } from '@ssbtek/shell-ingress';
import { simulatorRole } from '@ssbtek/shell-simulator';
import { workerRole, workersTogether } from '@ssbtek/shell-worker';
import { readAnswer } from '../support/answer';
import { SIMULATED_NOW } from '../support/mesh';
import { question } from '../support/question';

const folder = mkdtempSync(join(tmpdir(), 'together-'));
const keysFile = join(folder, 'keys.json');
writeFileSync(keysFile, JSON.stringify({ active: 'a', keys: { a: randomBytes(32).toString('base64') } }));

const broker = new MemoryBroker();
const env = {
  SSBTEK_KAFKA_BROKERS: 'none:1',
  SSBTEK_PAYLOAD_KEYS_FILE: keysFile,
  SSBTEK_MANAGEMENT_PORT: '0',
  SSBTEK_HTTP_PORT: '0',
  SSBTEK_SIMULATOR_PORT: '0',
  SSBTEK_LOG_LEVEL: 'silent',
  SSBTEK_DEADLINE_MS: '8000',
};
const started: Mesh[] = [];

/** A process with these roles, as far as one process of a test can be several. */
async function start(
  roles: readonly Role[],
  more: Environment = {},
  part = roles.length === 1,
): Promise<Mesh> {
  const result = loadConfiguration(roles, { ...env, ...more }, { part });
  if (!result.ok) throw new Error(result.mistakes.join(' '));
  const name = roles[0]?.name ?? '';
  const running = mesh(roles, result.configuration, { name, write: () => undefined, bus: broker.bus() });
  started.push(running);
  await running.start();
  await vi.waitUntil(() => running.health.report('ready').ok, { timeout: 60_000 });
  return running;
}

describe('workers of several agencies in one process', () => {
  const agencies = BASTJANSTER.filter(({ descriptor }) => ['af', 'csn'].includes(descriptor.kod));
  const together = { SSBTEK_AGENCIES: 'af,csn' };
  let rest: Mesh;
  let urls: Environment;

  beforeAll(async () => {
    const roles = [
      simulatorRole(BASTJANSTER, { now: () => SIMULATED_NOW }),
      aggregatorRole(),
      ingressRole(CONTRACT_VERSIONS),
    ];
    rest = await start(roles);
    const at = rest.addresses['simulator'] ?? '';
    urls = Object.fromEntries(
      agencies.flatMap(({ descriptor, protocols }) =>
        protocols.map((p) => [p.urlVariable, `${at}/${descriptor.kod}${p.simulatorPath}`]),
      ),
    );
  });
  afterAll(async () => {
    for (const one of started.toReversed()) await one.stop();
    rmSync(folder, { recursive: true });
  });

  async function ask(): Promise<readonly string[]> {
    const response = await fetch(rest.addresses['ssbtek/v1'] ?? '', {
      method: 'POST',
      headers: { 'content-type': 'text/xml; charset=utf-8' },
      body: question({ inkludera: ['AF', 'CSN'] }),
    });
    return Object.values(readAnswer(await response.text()).svar).map(({ type }) => type);
  }

  async function received(kod: string): Promise<number> {
    const response = await fetch(`${rest.addresses['simulator']}/control/${kod}`);
    return ((await response.json()) as { readonly received: number }).received;
  }

  const alone = (): Promise<readonly Mesh[]> =>
    Promise.all(agencies.map((bastjanst) => start([workerRole(bastjanst) as Role], urls)));
  const beside = async (): Promise<readonly Mesh[]> => {
    const roles = workersTogether(BASTJANSTER, together);
    return [await start(roles, { ...urls, ...together }, true)];
  };

  it('take over from processes of their own, and give back, and no question is lost or asked twice', async () => {
    const answers: Promise<readonly string[]>[] = [];
    const asking = setInterval(() => answers.push(ask()), 10);
    let now = await alone();
    for (const next of [beside, alone, beside]) {
      await sleep(150);
      const before = now;
      now = await next();
      await Promise.all(before.map((one) => one.stop()));
    }
    await sleep(150);
    clearInterval(asking);
    for (const answer of await Promise.all(answers)) expect(answer).toEqual(['data', 'data']);
    for (const kod of ['af', 'csn']) expect(await received(kod)).toBe(answers.length);
  });

  it('keep health, breakers and bounds of their own', async () => {
    const process = started.at(-1);
    expect(process?.health.report('ready').roles).toEqual({ 'worker-af': true, 'worker-csn': true });
    const { body = '' } = (await process?.metrics()) ?? {};
    for (const kod of ['af', 'csn']) {
      expect(body).toMatch(new RegExp(`ssbtek_breaker_state\\{[^}]*agency="${kod}"[^}]*\\} 1`));
      expect(body).toMatch(new RegExp(`ssbtek_agency_concurrency_limit\\{[^}]*agency="${kod}"[^}]*\\} 512`));
    }
    expect(body).not.toMatch(/ssbtek_breaker_state\{[^}]*agency="so"/);
  });
});

describe('SSBTEK_AGENCIES', () => {
  const mistakes = (agencies: string): readonly string[] => {
    const given = { ...env, SSBTEK_AGENCIES: agencies };
    const result = loadConfiguration(workersTogether(BASTJANSTER, given), given, { part: true });
    return result.ok ? [] : result.mistakes.filter((mistake) => mistake.includes('AGENCIES'));
  };

  it.each(['af,xyz', 'af,af', 'AF', ','])('%s is no list of agencies', (agencies) => {
    expect(mistakes(agencies)).toEqual([
      expect.stringMatching(
        /^SSBTEK_AGENCIES must be some of af, csn, .*each once, with commas between, not /,
      ),
    ]);
  });

  it('names the workers; all without it', () => {
    const names = (given: Environment) => workersTogether(BASTJANSTER, given).map(({ name }) => name);
    expect(names({ SSBTEK_AGENCIES: 'so, af' })).toEqual(['worker-af', 'worker-so']);
    expect(names({})).toHaveLength(BASTJANSTER.length);
    expect(mistakes('af,csn')).toEqual([]);
  });
});
