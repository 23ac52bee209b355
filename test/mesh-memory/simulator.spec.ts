import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { protocolFor, SOCKET_FAULTS, SPOILED_ANSWERS } from '@ssbtek/bastjanst-kit';
import { exampleContext, exampleInquiry } from '@ssbtek/bastjanst-kit/testing';
import { BASTJANSTER, KODER } from '@ssbtek/bastjanst-registry';
import { loadConfiguration, mesh, type Mesh, type Role } from '@ssbtek/runtime';
import { simulatorRole } from '@ssbtek/shell-simulator';
import { documentOf, tagged, textOf } from '../portal/document';

interface Property {
  readonly type?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}
interface Document {
  readonly components: { readonly schemas: { readonly Settings: { properties: Record<string, Property> } } };
}

const DOCUMENT = parse(
  readFileSync(new URL('../../docs/simulator.openapi.yaml', import.meta.url), 'utf8'),
) as Document;
const ajv = new Ajv2020({ allErrors: true });
addFormats(ajv);
ajv.addVocabulary(Object.keys(DOCUMENT));
ajv.addSchema(DOCUMENT, 'openapi');
const schema = (name: string) => {
  const validate = ajv.getSchema(`openapi#/components/schemas/${name}`);
  if (!validate) throw new Error(`no schema ${name}`);
  return (value: unknown): unknown => (validate(value) ? undefined : validate.errors);
};
const mistakesAs = { State: schema('State'), Journal: schema('Journal'), Mistakes: schema('Mistakes') };

const NOW = new Date('2026-09-22T07:30:00Z');
const roles = [simulatorRole(BASTJANSTER, { now: () => NOW })] as unknown as readonly Role[];
let running: Mesh;
let url = '';
const logged: string[] = [];

beforeAll(async () => {
  const result = loadConfiguration(roles, {
    SSBTEK_SIMULATOR_PORT: '0',
    SSBTEK_MANAGEMENT_PORT: '0',
    SSBTEK_LOG_LEVEL: 'debug',
  });
  if (!result.ok) throw new Error(result.mistakes.join(' '));
  running = mesh(roles, result.configuration, {
    name: 'simulator',
    write: (line) => logged.push(String(line)),
  });
  await running.start();
  url = running.addresses['simulator'] ?? '';
});
afterAll(() => running.stop());
afterEach(async () => {
  for (const kod of KODER) {
    await fetch(`${url}/control/${kod}`, { method: 'DELETE' });
    await fetch(`${url}/control/${kod}/journal`, { method: 'DELETE' });
  }
});

const json = async (path: string, init?: RequestInit) => {
  const response = await fetch(url + path, init);
  expect(response.headers.get('cache-control')).toBe('no-store');
  return { status: response.status, body: await response.json() };
};
const put = (kod: string, settings: unknown) =>
  json(`/control/${kod}`, { method: 'PUT', body: JSON.stringify(settings) });

const FRAGA = {
  personnummer: '191212121212',
  period: { from: '2026-08-01', tom: '2026-09-21' },
  formansinformation: ['FK:SJP'],
};
const LEFI = { typ: 'lefi', version: 'v9', aktorsid: 'A', fraga: btoa(JSON.stringify(FRAGA)) } as const;

/** Asks a simulated agency as the mesh does. */
async function ask(kod: string, arendeidentitet = 'AID-1') {
  const bastjanst = BASTJANSTER.find(({ descriptor }) => descriptor.kod === kod);
  const inquiry = exampleInquiry({
    general: { arendeidentitet },
    ...(kod === 'fk' && { specifikt: LEFI }),
  });
  const protocol = bastjanst && protocolFor(bastjanst, inquiry);
  if (!protocol) throw new Error(`no agency ${kod}`);
  const settings = bastjanst.descriptor.settings.map(({ key, default: value }) => [key, value] as const);
  const { method, path, headers, body } = protocol.toRequest(
    inquiry,
    exampleContext(Object.fromEntries(settings)),
  );
  const address = `${url}/${kod}${protocol.simulatorPath}${path}`;
  const response = await fetch(address, { method, headers, body: Buffer.from(body) });
  const answer = {
    status: response.status,
    reason: response.statusText,
    headers: Object.fromEntries(response.headers),
    body: new Uint8Array(await response.arrayBuffer()),
  };
  return { ...answer, outcome: protocol.toOutcome(answer, inquiry) };
}

describe('the control API is as docs/simulator.openapi.yaml says', () => {
  const { properties } = DOCUMENT.components.schemas.Settings;

  it('states', async () => {
    const { status, body } = await json('/control');
    expect([status, Object.keys(body as object)]).toEqual([200, KODER]);
    for (const state of Object.values(body as object)) expect(mistakesAs.State(state)).toBeUndefined();
    expect((await json('/control/af')).body).toEqual({ settings: {}, strict: true, received: 0 });
  });

  it('every setting, and none that is not one', async () => {
    const { status, body } = await put('af', { annat: 1 });
    expect([status, mistakesAs.Mistakes(body)]).toEqual([400, undefined]);
    expect(JSON.stringify(body)).toContain(`known are ${Object.keys(properties).join(', ')}"`);
  });

  it('every fault word', () => {
    const { enum: words } = (DOCUMENT as unknown as Record<string, never>)['components']?.['schemas']?.[
      'Fault'
    ] as unknown as { readonly enum: readonly string[] };
    expect(words).toEqual([...SPOILED_ANSWERS, ...SOCKET_FAULTS]);
  });

  const numbers = Object.entries(properties).flatMap(([name, { type, minimum, maximum }]) =>
    type === 'integer' && minimum !== undefined && maximum !== undefined
      ? [minimum - 1, minimum, maximum, maximum + 1, 1.5, '1', null].map((value) => ({ [name]: value }))
      : [],
  );
  const flags = Object.entries(properties).flatMap(([name, { type }]) =>
    type === 'boolean' ? [true, false, 'true', 0, null].map((value) => ({ [name]: value })) : [],
  );
  const words = ['700', '-1006', 'a b', '', 'x'.repeat(20), 'x'.repeat(21), 7].map((kod) => ({ kod }));
  const faults = [...SPOILED_ANSWERS, ...SOCKET_FAULTS, 'annat', '', 1].map((fault) => ({ fault }));
  it.each([{}, [], 'x', null, 1, ...numbers, ...flags, ...words, ...faults].map((one) => [one]))(
    'takes and refuses the same settings: %j',
    async (settings) => {
      expect(numbers.length + flags.length).toBeGreaterThan(30);
      const { status, body } = await put('af', settings);
      const refused = schema('Settings')(settings) !== undefined;
      expect(status).toBe(refused ? 400 : 200);
      expect((refused ? mistakesAs.Mistakes : mistakesAs.State)(body)).toBeUndefined();
    },
  );

  it.each([
    ['GET', '/control/annan'],
    ['PUT', '/control/annan'],
    ['DELETE', '/control/annan'],
    ['GET', '/control/annan/journal'],
    ['DELETE', '/control/constructor/journal'],
  ])('%s %s knows no such agency', async (method, path) => {
    const { status, body } = await json(path, { method });
    expect([status, mistakesAs.Mistakes(body)]).toEqual([404, undefined]);
  });
});

it('strictness is on, goes off and on again by the control API, for one agency', async () => {
  const says = async (): Promise<string> => {
    const { outcome } = await ask('csn', 'A'.repeat(32));
    return outcome.type === 'failure' && outcome.failure.kind === 'agency-fault'
      ? outcome.failure.felkod
      : outcome.type;
  };
  expect(await says()).toBe('-1005');
  expect((await put('csn', { strict: false })).body).toMatchObject({ strict: false });
  expect(await says()).toBe('data');
  expect((await json('/control/af')).body).toMatchObject({ strict: true });
  await put('csn', { strict: false, calls: 1 });
  expect([await says(), await says()]).toEqual(['data', '-1005']);
});

interface Entries {
  readonly entries: readonly {
    readonly number: number;
    readonly request: { readonly body: { readonly text?: string } };
    readonly answer: { readonly status: number; readonly body: { readonly bytes: number } };
    readonly limit?: object;
    readonly fault?: string;
    readonly delayMs: number;
  }[];
}
const journal = async (kod: string): Promise<Entries> => {
  const { status, body } = await json(`/control/${kod}/journal`);
  expect([status, mistakesAs.Journal(body)]).toEqual([200, undefined]);
  return body as Entries;
};

describe('the journal', () => {
  it.each(KODER.map((kod) => [kod]))(
    'of %s has the question as it came and the answer as it went',
    async (kod) => {
      const { status, body, outcome } = await ask(kod);
      const { entries } = await journal(kod);
      expect([entries.length, outcome.type]).toEqual([1, 'data']);
      expect(entries[0]).toMatchObject({ answer: { status, body: { bytes: body.length } }, delayMs: 0 });
      expect(entries[0]?.request.body.text).toContain('1212121212');
      expect(entries[0]?.limit).toBeUndefined();
    },
  );

  it('says which limit was broken, and how the answer was spoiled', async () => {
    await ask('csn', 'A'.repeat(32));
    await put('csn', { fault: 'status-503', latencyMs: 1 });
    await ask('csn');
    expect((await journal('csn')).entries).toMatchObject([
      { fault: 'status-503', answer: { status: 503 }, delayMs: 1 },
      { limit: { kod: '-1005' }, answer: { status: 200 } },
    ]);
  });

  it('has the last 50 calls, and is emptied', async () => {
    for (let i = 0; i < 52; i += 1) await ask('so', `AID-${i}`);
    const { entries } = await journal('so');
    expect(entries).toHaveLength(50);
    expect(
      [entries[0], entries.at(-1)].map((one) => /AID-\d+/.exec(one?.request.body.text ?? '')?.[0]),
    ).toEqual(['AID-51', 'AID-2']);
    expect((await json('/control/so/journal', { method: 'DELETE' })).body).toEqual({ entries: [] });
    expect((await journal('so')).entries).toEqual([]);
  });

  it('is the only place that tells whom it was about', async () => {
    await ask('tns', 'HEMLIGT-ID');
    expect(JSON.stringify(await journal('tns'))).toContain('HEMLIGT-ID');
    expect(logged.join('\n')).not.toMatch(/HEMLIGT-ID|1212121212/);
  });
});

describe('the console', () => {
  const page = async (path = '/') => {
    const response = await fetch(url + path);
    return { response, text: await response.text() };
  };
  const submit = (
    fields: Record<string, string>,
    headers: Record<string, string> = { origin: url },
    path = '/',
  ) =>
    fetch(url + path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers,
      redirect: 'manual',
    });

  it.each([
    ['/', 'sv', 'SSBTEK-simulatorn', '/?lang=en'],
    ['/?lang=en', 'en', 'The SSBTEK simulator', '/'],
  ])('%s is in %s', async (path, language, title, other) => {
    const { response, text } = await page(path);
    expect(response.status).toBe(200);
    const document = documentOf(text);
    expect(text).toContain(`<html lang="${language}">`);
    expect(tagged(document, 'h1').map(textOf)).toEqual([title]);
    expect(text).toContain(`href="${other}"`);
    for (const { descriptor } of BASTJANSTER) expect(text).toContain(descriptor.namn);
    expect(tagged(document, 'form')).toHaveLength(BASTJANSTER.length);
    for (const fault of [...SPOILED_ANSWERS, ...SOCKET_FAULTS]) expect(text).toContain(`value="${fault}"`);
  });

  it('needs no script and nothing from elsewhere, is not kept and in no frame', async () => {
    const { response, text } = await page();
    expect(text).not.toMatch(/<script|\son\w+=|style=|(?:src|href|action)="(?!\/|#)/);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy':
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
    const style = await fetch(`${url}/konsol.css`);
    expect([style.status, style.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8']);
  });

  it('sets latency, fault, code and strictness, and takes them back', async () => {
    await put('so', { nonce: true });
    const fields = { kod: 'so', latencyMs: '5', fault: 'half', answer: '201', strict: 'false', calls: '3' };
    const set = await submit({ ...fields, do: 'set' }, { origin: url }, '/?lang=en');
    expect([set.status, set.headers.get('location')]).toEqual([303, '/?lang=en#so']);
    expect((await json('/control/so')).body).toMatchObject({
      settings: { latencyMs: 5, fault: 'half', kod: '201', strict: false, calls: 3, nonce: true },
      strict: false,
    });
    expect((await page()).text).toMatch(/<option value="half" +selected/);
    await submit({ kod: 'so', do: 'reset' });
    expect((await json('/control/so')).body).toMatchObject({ settings: {}, strict: true });
  });

  it.each([
    ['too long a latency', { kod: 'so', do: 'set', latencyMs: '600001' }, 400],
    ['a latency that is none', { kod: 'so', do: 'set', latencyMs: 'x' }, 400],
    ['another fault', { kod: 'so', do: 'set', fault: '<b>' }, 400],
    ['nothing to do', { kod: 'so' }, 400],
    ['no such agency', { kod: 'constructor', do: 'reset' }, 404],
  ])('changes nothing by %s, and says so', async (_, fields, status) => {
    const response = await submit(fields);
    const text = await response.text();
    expect([response.status, text.includes('role="alert"')]).toEqual([status, true]);
    expect(text).not.toContain('<b>');
    expect((await json('/control/so')).body).toMatchObject({ settings: {} });
  });

  it.each([
    ['nowhere', {}],
    ['another page', { origin: 'http://elsewhere.invalid' }],
    ['another port', { origin: 'http://127.0.0.1:1' }],
    ['a page that hides itself', { origin: 'null' }],
  ])('takes no form from %s', async (_, headers) => {
    const response = await submit({ kod: 'so', do: 'set', latencyMs: '5' }, headers);
    expect(response.status).toBe(403);
    expect((await json('/control/so')).body).toMatchObject({ settings: {} });
  });

  it('shows the journal with everything escaped, and empties it', async () => {
    await ask('so', '<script>alert(1)</script>');
    const { text } = await page('/?kod=so');
    expect(text).not.toContain('<script>');
    // As the agency's XML has it, and once more for the page.
    expect(text).toContain('&amp;lt;script');
    expect(text).toContain('GetUnemploymentBenefitPaymentResponse');
    const emptied = await submit({ kod: 'so', do: 'forget' });
    expect([emptied.status, emptied.headers.get('location')]).toEqual([303, '/?kod=so#journal']);
    expect((await journal('so')).entries).toEqual([]);
  });
});
