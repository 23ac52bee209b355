import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAYS } from '@ssbtek/bastjanst-kit/testing';
import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import { firstQuestion } from '../../apps/all-in-one/src/first-question';
import { facts, fetched, MOMENT } from '../portal/facts';
import { readAnswer, type Svar } from '../support/answer';
import { example } from '../support/examples';
import { memoryBuses } from '../support/memory-buses';
import { startMesh, type Mesh } from '../support/mesh';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PAGES = ['README.md', 'docs/guide/sv/borja.md', 'docs/guide/en/borja.md', 'docs/operate/install.md'];
const ALL_DATA = BASTJANSTER.map(({ descriptor }) => `${descriptor.element} data`);
const wordFor = (svar: Svar): string => (svar.type === 'error' ? `${svar.kalla} ${svar.felkod}` : svar.type);

/** `date` as it is on one day: what the commands in README and guide ask it. */
const dateOn = (today: string): string => `#!/bin/sh
case "$2" in
  +%Y-%m-01) echo ${today.slice(0, 7)}-01 ;;
  +%Y-%m-%d) echo ${today} ;;
  *) exit 1 ;;
esac
`;

/** Limits that count from today (sources.md 2.1, 2.2): nothing that we print or show stops working when days go by. */
describe.each(DAYS)('the simulated agencies on %s', (today) => {
  const folder = mkdtempSync(join(tmpdir(), 'any-day-'));
  let mesh: Mesh;
  beforeAll(async () => {
    writeFileSync(join(folder, 'date'), dateOn(today), { mode: 0o755 });
    const now = (): Date => new Date(`${today}T11:00:00Z`);
    mesh = await startMesh(memoryBuses(), { now, env: { SSBTEK_DEADLINE_MS: '20000' } });
  });
  afterAll(async () => {
    await mesh.stop();
    rmSync(folder, { recursive: true });
  });

  const said = async (question: string | Uint8Array, version: string): Promise<readonly string[]> => {
    const { xml } = await mesh.ask(question, { path: `/ssbtek/${version}` });
    return Object.entries(readAnswer(xml).svar).map(([element, svar]) => `${element} ${wordFor(svar)}`);
  };
  /** What the part of a command before curl makes, run on this day. */
  const made = (command: string): Uint8Array =>
    execFileSync('sh', ['-c', command], {
      cwd: ROOT,
      env: { PATH: `${folder}:${process.env['PATH'] ?? ''}` },
    });

  it('answer the question that npm start prints', async () => {
    const printed = firstQuestion({ portal: '', 'ssbtek/v1': `${mesh.url}/ssbtek/v1` }, 9464, []);
    const [, make = ''] = /(sed [^|]+)\|/.exec(printed) ?? [];
    expect(await said(made(make), 'v1')).toEqual(ALL_DATA);
  });

  it.each(PAGES)('answer the command of %s', async (page) => {
    const text = readFileSync(join(ROOT, page), 'utf8');
    const [, make = '', version = ''] = /^(sed .* docs\/examples\/(v\d+)-fraga\.xml) \|$/m.exec(text) ?? [];
    expect(await said(made(make), version)).toEqual(ALL_DATA);
  });

  it.each(['v1', 'v10', 'v11'])('answer the example that the portal gives of %s', async (version) => {
    const { body } = fetched(`/exempel/${version}-fraga.xml`, facts(), { ...MOMENT, today });
    const { xml } = await mesh.ask(body, { path: `/ssbtek/${version}` });
    for (const { descriptor } of BASTJANSTER)
      expect(xml).toMatch(new RegExp(`<ssbt:${descriptor.element}>(?!<ssbt:error>)`));
  });

  it('refuse the example as it is written where it has become too old for CSN, and only then', async () => {
    const old = today !== '2026-11-29';
    const wanted = ALL_DATA.map((word) => (old && word === 'CSN data' ? 'CSN BT -1006' : word));
    expect(await said(example('v1'), 'v1')).toEqual(wanted);
    await mesh.control('csn', { strict: false });
    expect(await said(example('v1'), 'v1')).toEqual(ALL_DATA);
    await mesh.control('csn', {});
    expect(await said(example('v1'), 'v1')).toEqual(wanted);
  });

  it('refuse tomorrow at AF, by its own code and text', async () => {
    const tomorrow = new Date(Date.parse(today) + 86_400_000).toISOString().slice(0, 10);
    const asked = fetched('/exempel/v1-fraga.xml', facts(), { ...MOMENT, today: tomorrow }).body;
    const { xml } = await mesh.ask(asked, { path: '/ssbtek/v1' });
    expect(readAnswer(xml).svar['AF']).toMatchObject({
      kalla: 'BT',
      felkod: tomorrow.endsWith('-01') ? '300' : '301',
    });
  });
});

describe('the simulated agencies where they are not strict', () => {
  let mesh: Mesh;
  beforeAll(async () => {
    const now = (): Date => new Date('2030-01-01T11:00:00Z');
    mesh = await startMesh(memoryBuses(), { now, env: { SSBTEK_SIMULATOR_STRICT: 'false' } });
  });
  afterAll(() => mesh.stop());
  const atCsn = async (): Promise<string> => {
    const { CSN } = readAnswer((await mesh.ask(example('v1'))).xml).svar;
    return CSN ? wordFor(CSN) : 'missing';
  };

  it('let everything pass, but for the agency that is made strict', async () => {
    expect(await atCsn()).toBe('data');
    await mesh.control('csn', { strict: true, calls: 1 });
    expect(await atCsn()).toBe('BT -1006');
    expect(await atCsn()).toBe('data');
  });
});
