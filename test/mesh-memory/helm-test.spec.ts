import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KODER } from '@ssbtek/bastjanst-registry';
import { memoryBuses } from '../support/memory-buses';
import { startMesh, type Mesh } from '../support/mesh';
import { fixture } from '../support/tls-client';

const SCRIPT = fileURLToPath(new URL('../../deploy/helm/files/ask.mts', import.meta.url));

/** The script asks about this month, so the agencies count from today. */
const now = (): Date => new Date();

/** What the script of `helm test` says and how it ends; it gets nothing but these variables. */
const ask = (env: Readonly<Record<string, string>>) =>
  new Promise<{ readonly code: number | null; readonly said: string }>((resolve) => {
    const child = spawn(process.execPath, [SCRIPT], { env: { SSBTEK_ASK_WAIT_MS: '0', ...env } });
    const said: string[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => said.push(chunk.toString('utf8')));
    child.once('close', (code) => resolve({ code, said: said.join('') }));
  });

describe('helm test of a mesh without TLS', () => {
  let mesh: Mesh;
  beforeAll(async () => {
    mesh = await startMesh(memoryBuses(), { now });
  });
  afterAll(() => mesh.stop());
  const asked = (way: string) => ask({ SSBTEK_ASK: way, SSBTEK_ASK_URL: mesh.url });

  it.each(['person', 'test-operation', 'description'])('is content: %s', async (way) => {
    expect(await asked(way)).toEqual({ code: 0, said: `${way}: answered as it should be.\n` });
  });

  it('asks every agency about the test person', async () => {
    const before = await Promise.all(KODER.map((kod) => mesh.received(kod)));
    await asked('person');
    const after = await Promise.all(KODER.map((kod) => mesh.received(kod)));
    expect(after.map((count, index) => count > (before[index] ?? 0))).toEqual(KODER.map(() => true));
  });

  it('says which agency gave no data', async () => {
    await mesh.control('csn', { fault: 'reset' });
    const { code, said } = await asked('person');
    await mesh.control('csn', {});
    expect([code, said]).toEqual([1, expect.stringMatching(/^CSN: error \d+ instead of data\n$/)]);
  });

  it('knows no other way', async () => {
    expect(await asked('other')).toMatchObject({ code: 1, said: expect.stringContaining('is one of') });
  });
});

describe('helm test of a mesh with TLS', () => {
  let mesh: Mesh;
  beforeAll(async () => {
    mesh = await startMesh(memoryBuses(), {
      now,
      env: {
        SSBTEK_TLS_MODE: 'terminate',
        SSBTEK_TLS_CERT_FILE: fixture('server.pem'),
        SSBTEK_TLS_KEY_FILE: fixture('server.key'),
        SSBTEK_TLS_CLIENT_CA_FILE: fixture('ca.pem'),
      },
    });
  });
  afterAll(() => mesh.stop());
  const asked = (way: string, env: Readonly<Record<string, string>> = {}) =>
    ask({
      SSBTEK_ASK: way,
      SSBTEK_ASK_URL: mesh.url,
      SSBTEK_ASK_CA_FILE: fixture('ca.pem'),
      SSBTEK_ASK_SERVER_NAME: 'localhost',
      ...env,
    });
  const certificate = (name: string) => ({
    SSBTEK_ASK_CERT_FILE: fixture(`${name}.pem`),
    SSBTEK_ASK_KEY_FILE: fixture(`${name}.key`),
  });

  it('reads the description without a certificate', async () => {
    expect(await asked('description')).toMatchObject({ code: 0 });
  });

  it('asks with a certificate', async () => {
    expect(await asked('test-operation', certificate('kommun'))).toMatchObject({ code: 0 });
  });

  it('says why it may not ask', async () => {
    expect(await asked('test-operation')).toMatchObject({
      code: 1,
      said: expect.stringMatching(/^HTTP 500: /),
    });
  });

  it.each([
    ['another authority', { SSBTEK_ASK_CA_FILE: fixture('other-ca.pem') }],
    ['another name', { SSBTEK_ASK_SERVER_NAME: 'other.example' }],
  ])('trusts no server of %s', async (_, env) => {
    expect(await asked('description', env)).toMatchObject({ code: 1 });
  });
});
