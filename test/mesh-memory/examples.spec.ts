import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REFUSALS } from '@ssbtek/parties';
import { readShsReply } from '@ssbtek/shs';
import { readAnswer, readFault } from '../support/answer';
import { memoryBuses } from '../support/memory-buses';
import { startMesh, type Mesh } from '../support/mesh';
import { assertValid } from '../support/schema';
import { skeleton } from '../support/skeleton';
import { fixture, identity, sendTls } from '../support/tls-client';

const FOLDER = new URL('../../docs/examples/', import.meta.url);
const files = readdirSync(FOLDER);
const bytesOf = (file: string): Buffer => readFileSync(new URL(file, FOLDER));
const textOf = (file: string): string => bytesOf(file).toString('utf8');
const versionOf = (file: string): string => file.split('-')[0] ?? '';
const isAnswer = (file: string): boolean => /\.svar\.(?:xml|txt)$/.test(file);

const questions = files.filter((file) => !isAnswer(file));
const soap = questions.filter((file) => file.endsWith('.xml'));
const shs = questions.filter((file) => file.endsWith('.mime'));
const answerTo = (file: string): string =>
  file.replace(/\.xml$/, '.svar.xml').replace(/\.mime$/, '.svar.txt');

/** The label of a message, but for its time. */
function labelIn(message: Uint8Array): string {
  const [label] = /<shs\.label[^]*<\/shs\.label>/.exec(Buffer.from(message).toString('latin1')) ?? [];
  if (label === undefined) throw new Error('no label');
  return label.replace(/(<datetime>|<meta name="ssbtek-inquiry-id">)[^<]+/g, '$1…');
}

describe('the worked examples for integrators', () => {
  let mesh: Mesh;
  beforeAll(async () => {
    mesh = await startMesh(memoryBuses(), { env: { SSBTEK_DEADLINE_MS: '20000' } });
  });
  afterAll(() => mesh.stop());

  it.each(soap)('%s is answered as its file says', async (file) => {
    const { xml, status } = await mesh.ask(bytesOf(file), { path: `/ssbtek/${versionOf(file)}` });
    const wanted = textOf(answerTo(file));
    expect(`${skeleton(xml)}\n`).toBe(wanted);
    expect(status).toBe(wanted.startsWith('<Fault') ? 500 : 200);
    if (wanted.startsWith('<hamtaBastjanstInformationResponse')) assertValid(xml);
  });

  it.each(soap.filter((file) => file.includes('-fel-') && !file.includes('bastjanst')))(
    'a fault comes with HTTP 500: %s (sources.md 1.6)',
    async (file) => {
      const { xml, status } = await mesh.ask(bytesOf(file), { path: `/ssbtek/${versionOf(file)}` });
      expect([status, readFault(xml).felkod]).toEqual([500, '1001']);
    },
  );

  it.each(['v1-nere.xml', 'v10-nere.xml', 'v10-fel-hos-bastjanst.xml'])(
    'seven failed agencies are an answer, no fault: %s (sources.md 1.6, seed 7.1)',
    async (file) => {
      const { xml, status } = await mesh.ask(bytesOf(file), { path: `/ssbtek/${versionOf(file)}` });
      expect(status).toBe(200);
      expect(Object.values(readAnswer(xml).svar).map(({ type }) => type)).toEqual(Array(7).fill('error'));
    },
  );

  it.each(shs)('%s is answered as its file says', async (file) => {
    const headers = { 'content-type': 'message/rfc822' };
    const response = await fetch(`${mesh.url}/shs`, { method: 'POST', headers, body: bytesOf(file) });
    const body = new Uint8Array(await response.arrayBuffer());
    const { status } = response;
    const reply = readShsReply({ status, headers: Object.fromEntries(response.headers), body });
    if (reply.kind !== 'reply') throw new Error(`no reply: ${reply.kind}`);
    const answer = Buffer.from(reply.message.parts[0]?.content ?? []).toString('utf8');
    expect(`${labelIn(body)}\n\n${skeleton(answer)}\n`).toBe(textOf(answerTo(file)));
  });
});

describe('the example of an ombud, where callers are known', () => {
  const folder = mkdtempSync(join(tmpdir(), 'examples-'));
  let mesh: Mesh;
  beforeAll(async () => {
    const register = join(folder, 'parties.yaml');
    writeFileSync(
      register,
      [
        'parties:',
        '  - { organisationsnummer: "162120002411", namn: Kommun A, ombud: ["165565866996"] }',
        '  - { organisationsnummer: "168020069582", namn: Kommun B }',
        '',
      ].join('\n'),
    );
    const env = {
      SSBTEK_TLS_MODE: 'terminate',
      SSBTEK_TLS_CERT_FILE: fixture('server.pem'),
      SSBTEK_TLS_KEY_FILE: fixture('server.key'),
      SSBTEK_TLS_CLIENT_CA_FILE: fixture('ca.pem'),
      SSBTEK_PARTIES_FILE: register,
      SSBTEK_DEADLINE_MS: '20000',
    };
    mesh = await startMesh(memoryBuses(), { env });
  });
  afterAll(async () => {
    await mesh.stop();
    rmSync(folder, { recursive: true });
  });

  const send = (as: string) =>
    sendTls(`${mesh.url}/ssbtek/v10`, {
      ...identity(as),
      headers: { 'content-type': 'text/xml; charset=utf-8' },
      body: textOf('v10-ombud.xml'),
    });

  it('is answered when the register knows the ombud', async () => {
    const { status, xml } = await send('ombud');
    expect([status, `${skeleton(xml)}\n`]).toEqual([200, textOf('v10-ombud.svar.xml')]);
  });

  it('is refused for somebody who is no ombud: a refusal is fault 1001 (sources.md 3.3)', async () => {
    const { felkod, felmeddelanden } = readFault((await send('other-kommun')).xml);
    expect([felkod, felmeddelanden[1]]).toEqual(['1001', REFUSALS['not-an-ombud']]);
  });
});

describe.each(['sv', 'en'])('the guide, docs/guide/%s', (language) => {
  const folder = new URL(`../../docs/guide/${language}/`, import.meta.url);
  const page = readdirSync(folder)
    .map((file) => readFileSync(new URL(file, folder), 'utf8'))
    .join('\n');
  const named = [...page.matchAll(/\]\(\.\.\/\.\.\/examples\/([\w.-]+)\)/g)].map(([, file = '']) => file);

  it('names every example, and none that is not there', () => {
    expect([...new Set(named)].toSorted()).toEqual(files.toSorted());
  });

  it('has an answer beside every question', () => {
    expect(files.filter(isAnswer).toSorted()).toEqual(questions.map(answerTo).toSorted());
  });

  it('says each text with which a caller is refused', () => {
    const texts = page.replace(/\s+/g, ' ');
    expect(Object.values(REFUSALS).filter((text) => !texts.includes(text))).toEqual([]);
  });
});
