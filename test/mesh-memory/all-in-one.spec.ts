import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import { CONTRACT_VERSIONS } from '@ssbtek/contract-versions';
import { loadConfiguration, mesh, type Mesh, type Role } from '@ssbtek/runtime';
import { aggregatorRole } from '@ssbtek/shell-aggregator';
import { ingressRole } from '@ssbtek/shell-ingress';
import { simulatorRole } from '@ssbtek/shell-simulator';
import { workerRole } from '@ssbtek/shell-worker';
import { readAnswer } from '../support/answer';

const QUESTION = readFileSync(new URL('../../docs/examples/v1-fraga.xml', import.meta.url));
const roles = [
  simulatorRole(BASTJANSTER),
  aggregatorRole(),
  ...BASTJANSTER.map((bastjanst) => workerRole(bastjanst, { simulated: true })),
  ingressRole(CONTRACT_VERSIONS),
] as unknown as readonly Role[];

describe.each(['127.0.0.1', 'localhost', '0.0.0.0'])('all roles in one process at %s', (host) => {
  let running: Mesh;
  beforeAll(async () => {
    const result = loadConfiguration(roles, {
      SSBTEK_HOST: host,
      SSBTEK_SIMULATOR_PORT: '0',
      SSBTEK_HTTP_PORT: '0',
      SSBTEK_MANAGEMENT_PORT: '0',
      SSBTEK_LOG_LEVEL: 'silent',
    });
    if (!result.ok) throw new Error(result.mistakes.join(' '));
    running = mesh(roles, result.configuration, { name: 'all-in-one', write: () => undefined });
    await running.start();
    await vi.waitUntil(() => running.health.report('ready').ok, { timeout: 20_000 });
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
});
