import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import { readAnswer } from '../support/answer';
import { memoryBuses } from '../support/memory-buses';
import { startMesh, type Mesh } from '../support/mesh';
import { question } from '../support/question';
import { fixture, pem } from '../support/tls-client';

const KODER = BASTJANSTER.map(({ descriptor }) => descriptor.kod);
/** Until something has happened, on a busy machine too. */
const SOME_TIME = { timeout: 60_000, interval: 100 };
/** Shorter than an agency's time in these meshes, 4.8 s: nothing was waited for. */
const AT_ONCE_MS = 4000;

const folder = mkdtempSync(join(tmpdir(), 'agencies-over-tls-'));
const file = (name: string): string => join(folder, name);
/** Puts certificate and key in place, within one turn: nobody sees one without the other. */
const give = (to: string, certificate: string): void => {
  for (const part of ['pem', 'key']) copyFileSync(fixture(`${certificate}.${part}`), file(`${to}.${part}`));
};
const simulator = {
  SSBTEK_SIMULATOR_TLS_CERT_FILE: fixture('server.pem'),
  SSBTEK_SIMULATOR_TLS_KEY_FILE: fixture('server.key'),
};
const client = (kod: string, path: (part: 'pem' | 'key') => string) => ({
  [`SSBTEK_AGENCY_${kod.toUpperCase()}_CERT_FILE`]: path('pem'),
  [`SSBTEK_AGENCY_${kod.toUpperCase()}_KEY_FILE`]: path('key'),
});
const authority = (kod: string, name = 'ca.pem') => ({
  [`SSBTEK_AGENCY_${kod.toUpperCase()}_CA_FILE`]: fixture(name),
});

/** Each agency's part of an answer in a word: `data`, or its code. */
async function parts(mesh: Mesh): Promise<Readonly<Record<string, string>>> {
  const { status, xml } = await mesh.ask(question());
  expect(status).toBe(200);
  return Object.fromEntries(
    Object.entries(readAnswer(xml).svar).map(([element, svar]) => [
      element.toLowerCase(),
      svar.type === 'data' ? 'data' : svar.felkod,
    ]),
  );
}
const all = (word: string): Record<string, string> => Object.fromEntries(KODER.map((kod) => [kod, word]));

afterAll(() => rmSync(folder, { recursive: true }));

describe('agencies that ask for a client certificate', () => {
  let mesh: Mesh;
  beforeAll(async () => {
    const as = (kod: string, name: string) => client(kod, (part) => fixture(`${name}.${part}`));
    const env = {
      ...simulator,
      SSBTEK_SIMULATOR_TLS_CLIENT_CA_FILE: fixture('ca.pem'),
      ...Object.assign({}, ...KODER.map((kod) => authority(kod))),
      ...authority('miv', 'other-ca.pem'),
      ...as('af', 'kommun'),
      ...as('csn', 'expired'),
      ...as('fk', 'wrong-ca'),
      ...as('so', 'early'),
      ...as('tns', 'kommun'),
      ...as('miv', 'kommun'),
    };
    mesh = await startMesh(memoryBuses(), { env });
  });
  afterAll(() => mesh.stop());

  it('answer the right one; one that is expired, not valid yet, missing or of another authority costs that agency, at once', async () => {
    const startedAt = performance.now();
    expect(await parts(mesh)).toEqual({
      ...all('2001'),
      af: 'data',
      tns: 'data',
    });
    expect(performance.now() - startedAt).toBeLessThan(AT_ONCE_MS);
    expect([await mesh.received('af'), await mesh.received('tns')]).toEqual([1, 1]);
  });

  it('of another authority than ours, or without TLS, are never asked', async () => {
    expect([await mesh.received('miv'), await mesh.received('skv')]).toEqual([0, 0]);
    expect(mesh.logs().join('')).toMatch(/"agency":"miv","outcome":"connection","reason":"tls"/);
  });
});

describe('certificates towards the agencies that change', () => {
  let mesh: Mesh;
  beforeAll(async () => {
    for (const kod of KODER) give(kod, 'kommun');
    writeFileSync(file('client-ca.pem'), pem('ca.pem') + pem('other-ca.pem'));
    const env = {
      SSBTEK_DEADLINE_MS: '25000',
      ...simulator,
      SSBTEK_SIMULATOR_TLS_CLIENT_CA_FILE: file('client-ca.pem'),
      ...Object.assign({}, ...KODER.map((kod) => authority(kod))),
      ...Object.assign({}, ...KODER.map((kod) => client(kod, (part) => file(`${kod}.${part}`)))),
    };
    mesh = await startMesh(memoryBuses(), { env });
  });
  afterAll(() => mesh.stop());

  const counted = (name: string, result: string, count: number): Promise<void> =>
    vi.waitFor(
      async () =>
        expect(await mesh.metrics()).toContain(
          `file_reloads_total{file="${name}",result="${result}"} ${count}`,
        ),
      SOME_TIME,
    );

  it('are taken up by all seven while questions run, and no question notices', async () => {
    await mesh.control('csn', { latencyMs: 300 });
    const seen: Readonly<Record<string, string>>[] = [];
    let stop = false;
    const asking = Array.from({ length: 4 }, async () => {
      while (!stop) seen.push(await parts(mesh));
    });
    await vi.waitFor(() => expect(seen.length).toBeGreaterThan(4), SOME_TIME);
    for (const kod of KODER) give(kod, 'wrong-ca');
    await counted('agency', 'ok', KODER.length);
    const until = seen.length + 8;
    await vi.waitFor(() => expect(seen.length).toBeGreaterThan(until), SOME_TIME);
    stop = true;
    await Promise.all(asking);
    expect(seen.filter((answer) => JSON.stringify(answer) !== JSON.stringify(all('data')))).toEqual([]);
    await mesh.control('csn', {});
  });

  it('are the ones that the agencies then see', async () => {
    // From now on the simulated agencies take nobody with a certificate from before.
    writeFileSync(file('client-ca.pem'), readFileSync(fixture('other-ca.pem')));
    await counted('simulator', 'ok', 1);
    give('so', 'kommun');
    await counted('agency', 'ok', KODER.length + 1);
    expect(await parts(mesh)).toEqual({ ...all('data'), so: '2001' });
  });

  it('stay as they are when the new ones do not belong together, and it is said which', async () => {
    copyFileSync(fixture('ombud.key'), file('csn.key'));
    await counted('agency', 'broken', 1);
    expect(await parts(mesh)).toEqual({ ...all('data'), so: '2001' });
    expect(mesh.logs().join('')).toMatch(
      /"agency":"csn".*SSBTEK_AGENCY_CSN_KEY_FILE holds a key that is not the one|SSBTEK_AGENCY_CSN_KEY_FILE holds a key that is not the one.*"agency":"csn"/,
    );
  });

  it('show in the metrics when the new ones end, and good ones help at once', async () => {
    // The simulated agencies take all again, so that a certificate with another end can be tried.
    writeFileSync(file('client-ca.pem'), pem('ca.pem') + pem('other-ca.pem'));
    await counted('simulator', 'ok', 2);
    give('so', 'server-2');
    await counted('agency', 'ok', KODER.length + 2);
    const until = Date.UTC(2119, 0, 1) / 1000;
    expect(await mesh.metrics()).toContain(
      `certificate_expiry_timestamp_seconds{certificate="so-client"} ${until}`,
    );
    expect(await parts(mesh)).toEqual(all('data'));
  });
});
