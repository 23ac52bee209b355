import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import { CONTRACT_VERSIONS } from '@ssbtek/contract-versions';
import { loadConfiguration, mesh, type Mesh as Processes, type Role } from '@ssbtek/runtime';
import { portalRole } from '@ssbtek/shell-portal';
import {
  documentOf,
  elementsOf,
  exactly,
  programsOn,
  tagged,
  textOf,
  type Element,
} from '../portal/document';
import { memoryBuses } from '../support/memory-buses';
import { startMesh, type Mesh } from '../support/mesh';
import { csharpHere, isHere, run } from '../support/program';

const VERSIONS = CONTRACT_VERSIONS.map(({ name }) => name);
const roles = [portalRole(CONTRACT_VERSIONS, BASTJANSTER)] as unknown as readonly Role[];
const WELL = '191212121212';
/** A Python with zeep, where `npm run test:interop` has fetched it. */
const ZEEP = fileURLToPath(new URL('../../.cache/interop/zeep/bin/python', import.meta.url));

/** A compiler of C#, where there is one: `dotnet`, or Debian's mono-mcs. */
const CSHARP = csharpHere();

let asking: Mesh;
let portal: Processes;
let url = '';
let said = '';

async function startPortal(env: Readonly<Record<string, string>>): Promise<Processes> {
  const result = loadConfiguration(roles, {
    SSBTEK_PORTAL_PORT: '0',
    SSBTEK_MANAGEMENT_PORT: '0',
    SSBTEK_LOG_LEVEL: 'debug',
    ...env,
  });
  if (!result.ok) throw new Error(result.mistakes.join(' '));
  const started = mesh(roles, result.configuration, {
    name: 'portal',
    write: (line: string) => (said += line),
  });
  await started.start();
  return started;
}

beforeAll(async () => {
  asking = await startMesh(memoryBuses(), {
    env: { SSBTEK_DEADLINE_MS: '20000' },
    // As in an installation: the form's own dates are those of today, and agencies count from it.
    now: () => new Date(),
  });
  portal = await startPortal({
    SSBTEK_PORTAL_SERVICE_URL: asking.url,
    SSBTEK_PORTAL_ENVIRONMENT: 'simulator',
    SSBTEK_VERSION_V1_CLOSES: '2999-01-01',
  });
  url = portal.addresses['portal'] ?? '';
});
afterAll(async () => {
  await portal.stop();
  await asking.stop();
});

/** The form of a version as it stands at first, about somebody, with a button pressed. */
async function formOf(version: string, fields: Readonly<Record<string, string>>): Promise<URLSearchParams> {
  const page = documentOf(await (await fetch(`${url}/sv/prova?version=${version}`)).text());
  const sent = new URLSearchParams();
  for (const { attributes } of tagged(page, 'input'))
    if (!['checkbox', 'radio'].includes(attributes['type'] ?? '') || 'checked' in attributes)
      sent.append(attributes['name'] ?? '', attributes['value'] ?? '');
  for (const [name, value] of Object.entries({ do: 'send', person: WELL, ...fields })) sent.set(name, value);
  return sent;
}

const post = (path: string, body: URLSearchParams | string, headers: Readonly<Record<string, string>> = {}) =>
  fetch(url + path, {
    method: 'POST',
    body,
    redirect: 'manual',
    headers: { origin: url, 'content-type': 'application/x-www-form-urlencoded', ...headers },
  });

async function tried(version: string, person: string, language = 'sv'): Promise<Element> {
  const response = await post(`/${language}/prova?version=${version}`, await formOf(version, { person }));
  expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store']);
  const text = await response.text();
  expect(Buffer.byteLength(text)).toBeLessThan(100_000);
  return documentOf(text);
}

const cardsOf = (page: Element): readonly Element[] =>
  elementsOf(page).filter((one) => one.tag === 'li' && /^svar-/.test(one.attributes['id'] ?? ''));
const withClass = (element: Element, name: string): readonly Element[] =>
  elementsOf(element).filter((one) => (one.attributes['class'] ?? '').split(' ').includes(name));

describe.each(VERSIONS)('trying %s', (version) => {
  it('shows the answer as seven cards with data that a person can read', async () => {
    const page = await tried(version, WELL);
    const cards = cardsOf(page);
    expect(cards).toHaveLength(7);
    expect(textOf(page)).toContain('Alla 7 bastjänster svarade med uppgifter.');
    for (const card of cards) {
      expect(tagged(card, 'dt').length).toBeGreaterThan(0);
      expect(withClass(card, 'bad')).toEqual([]);
      // Whatever is wrapped is opened: nothing of it is left as base64 or as markup.
      expect(textOf(card)).not.toMatch(/[A-Za-z0-9+/]{60}|<\//);
    }
    expect(textOf(page)).toContain('Svaret följer versionens schema');
    expect(textOf(page)).not.toContain('Allt visas inte här');
  });

  it('asks over SHS, too', async () => {
    const body = await formOf(version, { person: WELL, way: 'shs' });
    const page = documentOf(await (await post(`/sv/prova?version=${version}`, body)).text());
    expect(cardsOf(page)).toHaveLength(7);
    expect(textOf(page)).toContain('Alla 7 bastjänster svarade med uppgifter.');
    const [shown] = tagged(page, 'details').filter((one) => textOf(one).startsWith('curl'));
    const [script] = shown ? tagged(shown, 'code').slice(-1) : [];
    const output = await run('sh', [], script && exactly(script));
    expect(output).toContain('hamtaBastjanstInformationResponse');
  });

  it('shows an answer that is far too large in part', async () => {
    const response = await post(
      `/sv/prova?version=${version}`,
      await formOf(version, { person: '202402292383' }),
    );
    const text = await response.text();
    expect(Buffer.byteLength(text)).toBeLessThan(250_000);
    expect(textOf(documentOf(text))).toContain('Allt visas inte här');
  });

  it('tells the time and the id that the mesh gave the question', async () => {
    const page = textOf(await tried(version, WELL));
    expect(page).toMatch(/\d,\d\d sekunder/);
    const [, id = ''] = /Frågans id ?([\da-f-]{36})/.exec(page) ?? [];
    expect(id).not.toBe('');
    expect(asking.logs().join('\n')).toContain(id);
  });

  it('downloads a project for SoapUI', async () => {
    const body = await formOf(version, { do: 'soapui' });
    const response = await post(`/en/prova?version=${version}`, body);
    expect(response.headers.get('content-disposition')).toContain(`ssbtek-${version}-soapui-project.xml`);
    expect(await response.text()).toContain(`${asking.url}/ssbtek/${version}?wsdl`);
  });
});

describe('programs that ask the same', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ssbtek-prova-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const program = async (version: string, name: string): Promise<string> => {
    const page = documentOf(await (await fetch(`${url}/sv/prova?version=${version}`)).text());
    const text = programsOn(page).get(name);
    if (text === undefined) throw new Error(`no program ${name}`);
    return text;
  };
  const ANSWERED = /<ssbt:hamtaBastjanstInformationResponse[^]*<ssbt:MIV>/;

  /** Starts a program; what it sends, whoever compiled it, is the question of the page, and the mesh answers it. */
  async function sends(version: string, name: string, start: (text: string) => Promise<string>) {
    let question = '';
    const between = createServer((request, response) => {
      void (async () => {
        question = (await buffer(request)).toString('utf8');
        const headers = { 'content-type': request.headers['content-type'] ?? '' };
        const there = `${asking.url}${request.url ?? ''}`;
        const answer = await fetch(there, { method: 'POST', headers, body: question });
        response.writeHead(answer.status).end(await answer.text());
      })();
    });
    await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve));
    const { port } = between.address() as AddressInfo;
    const text = await program(version, name);
    const output = await start(text.replaceAll(asking.url, `http://127.0.0.1:${port}`));
    between.close();
    expect(output).toMatch(ANSWERED);
    expect(question.trim()).toBe((await questionShown(version)).trim());
  }

  describe.each(VERSIONS)('%s', (version) => {
    it('curl sends it', () => sends(version, 'curl', (text) => run('sh', [], text)));

    it('TypeScript sends it', () =>
      sends(version, 'TypeScript', (text) => {
        const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ESNext };
        const file = join(folder, `${version}.mjs`);
        writeFileSync(file, ts.transpileModule(text, { compilerOptions }).outputText);
        return run(process.execPath, [file]);
      }));

    it.runIf(isHere('python3', '--version'))('Python is Python', async () => {
      const file = join(folder, `${version}.py`);
      writeFileSync(file, await program(version, 'Python (zeep)'));
      await run('python3', ['-m', 'py_compile', file]);
    });

    it.runIf(existsSync(ZEEP))('zeep sends it', async () => {
      const file = join(folder, `${version}-zeep.py`);
      writeFileSync(file, await program(version, 'Python (zeep)'));
      expect(await run(ZEEP, [file])).toMatch(/'svarsdata'[^]*'MIV'/);
    });

    // Java 17 reads a file as its system writes one.
    it.runIf(isHere('java', '-version'))('Java compiles and sends it, wherever it is', () =>
      sends(version, 'Java', (text) => {
        const file = join(folder, 'Fraga.java');
        writeFileSync(file, text);
        return run('java', ['-Dfile.encoding=ISO-8859-1', file]);
      }),
    );

    it.runIf(CSHARP)('C# compiles and sends it', () =>
      sends(version, 'C#', async (text) => CSHARP?.(text, join(folder, `csharp-${version}`)) ?? ''),
    );

    it('C# holds the question as it is sent', async () => {
      const text = await program(version, 'C#');
      const [, question = ''] = /= @"([^]*?)\n";/.exec(text) ?? [];
      expect(question.replaceAll('""', '"').trim()).toBe((await questionShown(version)).trim());
      expect(text).toContain(`PostAsync("${asking.url}/ssbtek/${version}", content)`);
    });
  });

  it('TypeScript has the right types', async () => {
    const files = await Promise.all(
      VERSIONS.map(async (version) => {
        const file = join(folder, `${version}.ts`);
        writeFileSync(file, await program(version, 'TypeScript'));
        return file;
      }),
    );
    const compiled = ts.createProgram(files, {
      strict: true,
      noEmit: true,
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ESNext,
      lib: ['lib.esnext.d.ts', 'lib.dom.d.ts'],
      types: [],
    });
    expect(ts.getPreEmitDiagnostics(compiled).map(({ messageText }) => messageText)).toEqual([]);
  });
});

describe('who may send a form', () => {
  it.each([
    ['a page of ours', { origin: 'OURS' }, 200],
    ['a browser that says so', { origin: 'null', 'sec-fetch-site': 'same-origin' }, 200],
    ['another site', { origin: 'https://evil.invalid' }, 403],
    ['another site, as the browser says', { origin: 'OURS', 'sec-fetch-site': 'cross-site' }, 403],
    ['a site beside ours', { origin: 'OURS', 'sec-fetch-site': 'same-site' }, 403],
    ['another port', { origin: 'http://127.0.0.1:1' }, 403],
    ['nobody who says', { origin: '' }, 403],
    ['a page without an address', { origin: 'null' }, 403],
  ])('%s', async (_, headers, status) => {
    const own = Object.fromEntries(Object.entries(headers).map(([k, v]) => [k, v.replace('OURS', url)]));
    const response = await post('/sv/prova?version=v1', await formOf('v1', { do: 'show' }), own);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('is let in only with what a form is', async () => {
    expect((await post('/sv/prova', '{}', { 'content-type': 'application/json' })).status).toBe(415);
    expect((await post('/sv/prova', `a=${'x'.repeat(5 * 1024 * 1024)}`)).status).toBe(413);
    expect((await post('/sv/versioner', 'a=b')).status).toBe(405);
    expect((await fetch(`${url}/sv/prova`, { method: 'PUT', body: 'a' })).status).toBe(405);
  });
});

describe('what is tried', () => {
  it('leaves nothing behind in the log of the portal', async () => {
    await tried('v10', '190001019801');
    expect(said).not.toMatch(/190001019801|Nollsson|KORR|hamtaBastjanst/);
    for (const { name } of CONTRACT_VERSIONS)
      expect((await fetch(`${url}/sv/prova?version=${name}`)).headers.get('referrer-policy')).toBe(
        'same-origin',
      );
  });

  it('is explained where the mesh refuses it as a whole', async () => {
    const closed = await startPortal({
      SSBTEK_PORTAL_SERVICE_URL: `${asking.url}/nope`,
      SSBTEK_PORTAL_ENVIRONMENT: 'test',
    });
    const there = closed.addresses['portal'] ?? '';
    const response = await fetch(`${there}/sv/prova?version=v10`, {
      method: 'POST',
      headers: { origin: there },
      body: await formOf('v10', { person: WELL }),
    });
    const page = textOf(documentOf(await response.text()));
    await closed.stop();
    expect(page).toContain('HTTP-status');
    expect(page).toMatch(/Det går inte att läsa som XML|Det är inget svar/);
  });

  it('is told when nobody is there', async () => {
    const alone = await startPortal({
      SSBTEK_PORTAL_SERVICE_URL: 'http://127.0.0.1:9',
      SSBTEK_PORTAL_ENVIRONMENT: 'test',
    });
    const there = alone.addresses['portal'] ?? '';
    const response = await fetch(`${there}/en/prova?version=v1`, {
      method: 'POST',
      headers: { origin: there },
      body: await formOf('v1', { person: WELL }),
    });
    const page = textOf(documentOf(await response.text()));
    await alone.stop();
    expect(page).toContain('The address could not be reached');
  });

  it('does not exist in production', async () => {
    const real = await startPortal({
      SSBTEK_PORTAL_SERVICE_URL: asking.url,
      SSBTEK_PORTAL_ENVIRONMENT: 'production',
    });
    const there = real.addresses['portal'] ?? '';
    for (const path of ['/sv/prova', '/en/prova/forklara']) {
      expect((await fetch(there + path)).status).toBe(404);
      const body = new URLSearchParams({ svar: '<a/>' });
      const sent = await fetch(there + path, { method: 'POST', headers: { origin: there }, body });
      expect(sent.status).toBe(405);
    }
    await real.stop();
  });

  it('is only one of a few at the same time', async () => {
    const body = await formOf('v1', { person: '200002292399' });
    const pages = await Promise.all(
      Array.from({ length: 8 }, async () =>
        textOf(documentOf(await (await post('/sv/prova?version=v1', body)).text())),
      ),
    );
    const busy = pages.filter((page) => page.includes('Många provar just nu'));
    expect([busy.length, pages.length - busy.length]).toEqual([4, 4]);
  });
});

describe('an answer that is pasted', () => {
  it('is explained and sent nowhere', async () => {
    const { xml } = await asking.ask(await questionShown('v11'), { path: '/ssbtek/v11' });
    const before = await asking.received('csn');
    const response = await post('/en/prova/forklara', new URLSearchParams({ svar: xml }));
    const page = documentOf(await response.text());
    expect(cardsOf(page)).toHaveLength(7);
    expect(textOf(page)).toContain('The answer follows the schema of the version.');
    expect(await asking.received('csn')).toBe(before);
  });
});

/** The question of a version as the page shows it. */
async function questionShown(version: string): Promise<string> {
  const page = documentOf(await (await fetch(`${url}/sv/prova?version=${version}`)).text());
  const [shown] = tagged(page, 'pre').flatMap((one) => tagged(one, 'code'));
  return shown ? exactly(shown) : '';
}

// Last: what fails often enough is not asked any more, for anybody.
describe.each(VERSIONS)('trying %s where agencies fail', (version) => {
  it('says in both languages of each agency’s error what it means and what to do', async () => {
    for (const [language, none, advice] of [
      ['sv', 'Ingen av 7 bastjänster svarade', 'Vad du gör'],
      ['en', 'None of 7 agencies answered', 'What to do'],
    ] as const) {
      const page = await tried(version, '199908072391', language);
      const cards = cardsOf(page);
      expect(cards).toHaveLength(7);
      expect(textOf(page)).toContain(none);
      for (const card of cards) {
        expect(withClass(card, 'bad').length).toBeGreaterThan(0);
        expect(textOf(card)).toContain(advice);
        expect(textOf(card)).not.toMatch(/none of the documented|finns inte bland de dokumenterade/);
      }
    }
  });

  it('tells a part that broke from those that answered', async () => {
    const page = await tried(version, '201701012393');
    const cards = cardsOf(page);
    expect(cards).toHaveLength(7);
    expect(cards.filter((card) => textOf(card).includes('2001')).length).toBeGreaterThan(3);
  });
});
