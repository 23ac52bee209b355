import { readFileSync } from 'node:fs';
import { CONTRACT_VERSIONS } from '@ssbtek/contract-versions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFault } from '../support/answer';
import { memoryBuses } from '../support/memory-buses';
import { startMesh, type Mesh } from '../support/mesh';
import { question } from '../support/question';
import { bareOf, sendShs, shsMessage } from '../support/shs';

const example = (version: string): string =>
  readFileSync(new URL(`../../docs/examples/${version}-fraga.xml`, import.meta.url), 'utf8');
const OTHER_NAMESPACE = 'http://schema.forsakringskassan.se/integration/SSBTEK/1';
const OPEN = CONTRACT_VERSIONS.map(({ name }) => name).filter((name) => name !== 'v1');
const PATHS = OPEN.map((name) => `/ssbtek/${name}`).join(', ');
const CLOSED = `version v1 är stängd; öppna är ${PATHS}`;

/** Versions close on announced days (sources.md 1.8). */
describe('a version that is closed', () => {
  let mesh: Mesh;
  beforeAll(async () => {
    const env = { SSBTEK_VERSION_V1_CLOSES: '2020-02-29', SSBTEK_VERSION_V10_CLOSES: '2999-01-01' };
    mesh = await startMesh(memoryBuses(), { env });
  });
  afterAll(() => mesh.stop());

  it.each([
    ['a question', question()],
    ['a question in its other namespace', question({ namespace: OTHER_NAMESPACE })],
    ['a question that is wrong besides', question({ personidentitet: '1' })],
    ['no question at all', 'x'],
  ])('answers %s with fault 1001 that names the open ones', async (_, asked) => {
    const { status, xml } = await mesh.ask(asked);
    const { felkod, felmeddelanden, namespace } = readFault(xml);
    expect([status, felkod, felmeddelanden[1]]).toEqual([500, '1001', CLOSED]);
    if (asked.includes(OTHER_NAMESPACE)) expect(namespace).toBe(OTHER_NAMESPACE);
  });

  it('says so over SHS, too', async () => {
    const { bytes } = await sendShs(mesh.url, shsMessage('v1', bareOf(question())));
    expect(Buffer.from(bytes).toString('utf8')).toContain(CLOSED);
  });

  it('asks no agency', async () => {
    const before = await mesh.received('af');
    await mesh.ask(question());
    expect(await mesh.received('af')).toBe(before);
  });

  it.each(OPEN)('leaves %s as it is', async (version) => {
    const { status } = await mesh.ask(example(version), { path: `/ssbtek/${version}` });
    expect(status).toBe(200);
  });

  it('is described still, so that clients get as far as the fault', async () => {
    const { status } = await fetch(`${mesh.url}/ssbtek/v1?wsdl`);
    expect(status).toBe(200);
  });

  it('is not among those that a wrong path is told of', async () => {
    const response = await fetch(`${mesh.url}/ssbtek/v2`, { method: 'POST' });
    expect([response.status, await response.text()]).toEqual([
      404,
      `There is nothing here. Open contract versions: ${PATHS}; SHS messages: /shs.\n`,
    ]);
  });

  it('is logged at the start and exported', async () => {
    const logs = mesh.logs().join('\n');
    expect(logs).toMatch(/"version":"v1","reason":"since 2020-02-29","msg":"contract version is closed"/);
    expect(logs).toMatch(/"version":"v10","reason":"on 2999-01-01"/);
    const metrics = await mesh.metrics();
    expect(metrics).toMatch(/^ssbtek_version_closes_timestamp_seconds\{.*version="v1".*\} 1582930800$/m);
    expect(metrics).not.toMatch(/^ssbtek_version_closes_timestamp_seconds\{.*version="v11"/m);
  });

  it.each(['2026-02-30', '2026-13-01', '2026-1-1', 'soon'])('is not closed on %s', async (day) => {
    const env = { SSBTEK_VERSION_V1_CLOSES: day };
    await expect(startMesh(memoryBuses(), { env })).rejects.toThrow(/SSBTEK_VERSION_V1_CLOSES must be a day/);
  });
});
