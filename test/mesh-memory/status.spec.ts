import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { STATUS_TOPIC, TOPICS } from '@ssbtek/messaging';
import { MemoryBroker } from '@ssbtek/messaging-memory';
import type { StatusDocument } from '@ssbtek/portal-pages';
import { AsyncapiDocument } from '../support/asyncapi';
import { memoryBuses } from '../support/memory-buses';
import { startMesh, type Mesh } from '../support/mesh';
import { startPortal } from '../support/portal';
import { question } from '../support/question';
import { asText, type Recording } from '../support/recording';
import { listen, type Listener } from '../support/server-events';

/** What the agencies' state is to be seen within. */
const WITHIN = { timeout: 30_000, interval: 25 };
const PERSON = '191212121212';
/** Breakers open after a few calls, so that a fault is an outage at once. */
const ENV = { SSBTEK_BREAKER_MIN_CALLS: '3', SSBTEK_BREAKER_RESET_MS: '300', SSBTEK_PORTAL_STREAMS: '2' };

const ajv = new Ajv({ strict: false });
addFormats(ajv);
const validate = ajv.compile(
  JSON.parse(readFileSync(new URL('../../docs/status.schema.json', import.meta.url), 'utf8')) as object,
);

describe('the status of the agencies, from the workers to whoever looks', () => {
  let aheadMs = 0;
  let broker: MemoryBroker;
  let buses: Recording;
  let mesh: Mesh;
  beforeAll(async () => {
    broker = new MemoryBroker(TOPICS, () => Date.now() + aheadMs);
    buses = memoryBuses(broker);
    mesh = await startMesh(buses, { env: ENV, portal: true });
    await vi.waitUntil(async () => (await words()).every(([, word]) => word === 'well'), WITHIN);
  });
  afterAll(() => mesh.stop());

  const document = async (): Promise<StatusDocument> => {
    const response = await fetch(`${mesh.portalUrl}/status.json`);
    return (await response.json()) as StatusDocument;
  };
  const wordsOf = ({ agencies }: StatusDocument) => agencies.map(({ kod, word }) => [kod, word] as const);
  const words = async () => wordsOf(await document());
  const wordOf = async (kod: string): Promise<string | undefined> => new Map(await words()).get(kod);
  const seen = (kod: string, word: string): Promise<unknown> =>
    vi.waitUntil(async () => (await wordOf(kod)) === word, WITHIN);
  const ask = (...inkludera: string[]) => mesh.ask(question({ inkludera }));

  it('is as its schema says, and is kept by nobody', async () => {
    await ask('CSN', 'SO');
    const response = await fetch(`${mesh.portalUrl}/status.json`);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(validate(await response.json()), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ form: 1 })).toBe(false);
  });

  it('changes within three seconds of a fault, in the document and in open pages, and back', async () => {
    const page = await listen(`${mesh.portalUrl}/status/events`);
    const told = (kod: string, word: string): Promise<unknown> =>
      vi.waitUntil(
        () =>
          page.events.some((data) => new Map(wordsOf(JSON.parse(data) as StatusDocument)).get(kod) === word),
        WITHIN,
      );
    await told('csn', 'well');
    await mesh.control('csn', { fault: 'status-503' });
    for (let i = 0; i < 3; i += 1) await ask('CSN');
    await Promise.all([seen('csn', 'down'), told('csn', 'down')]);
    expect((await words()).filter(([, word]) => word !== 'well')).toEqual([['csn', 'down']]);
    const html = await (await fetch(`${mesh.portalUrl}/sv/driftstatus`)).text();
    expect(html).toContain('CSN: Nere');
    await mesh.control('csn', {});
    page.clear();
    await vi.waitUntil(async () => {
      await ask('CSN');
      return (await wordOf('csn')) !== 'down';
    }, WITHIN);
    await vi.waitUntil(() => page.events.length > 0, WITHIN);
    page.close();
    const { agencies } = await document();
    const { history = [] } = agencies.find(({ kod }) => kod === 'csn') ?? {};
    expect(history.map(({ word }) => word).slice(0, 2)).toEqual(['well', 'down']);
  });

  it('is unknown when the last worker has ended, at once, and known again when one has begun', async () => {
    await mesh.stopRole('worker-so');
    await seen('so', 'unknown');
    await mesh.startRole('worker-so');
    await seen('so', 'well');
  });

  it('has an unknown agency when its worker has said nothing for 45 seconds, and not before', async () => {
    const silent = broker.bus();
    const now = broker.now();
    const status = { kod: 'miv', maintenance: false, word: 'well', since: now, services: [] };
    await mesh.stopRole('worker-miv');
    await seen('miv', 'unknown');
    await silent.publish([
      {
        topic: STATUS_TOPIC,
        key: 'miv/crashed',
        headers: { ce_type: 'ssbtek.status.agency' },
        value: Buffer.from(
          JSON.stringify({
            form: 1,
            ...status,
            instance: 'crashed',
            changes: [{ since: now, word: 'well' }],
          }),
        ),
      },
    ]);
    await seen('miv', 'well');
    aheadMs += 46_000;
    await mesh.restart('worker-tns');
    await seen('miv', 'unknown');
    await mesh.startRole('worker-miv');
    await seen('miv', 'well');
  });

  it('survives a portal that starts anew: the past is in what the workers say', async () => {
    const before = (await document()).agencies.find(({ kod }) => kod === 'csn')?.history;
    const anew = await startPortal(broker.bus());
    await vi.waitUntil(async () => {
      const response = await fetch(`${anew.url}/status.json`);
      const { agencies } = (await response.json()) as StatusDocument;
      const { history = [] } = agencies.find(({ kod }) => kod === 'csn') ?? {};
      return JSON.stringify(history.slice(0, 2)) === JSON.stringify(before?.slice(0, 2));
    }, WITHIN);
    await anew.stop();
  });

  it('is told as the AsyncAPI document says, by workers alone, and holds nothing of a question', async () => {
    const described = new AsyncapiDocument();
    const said = buses.sent.filter(({ message }) => message.topic === STATUS_TOPIC);
    expect(said.length).toBeGreaterThan(7);
    expect(said.flatMap(({ message }) => described.mistakes(message))).toEqual([]);
    expect(said.filter(({ role, message }) => !described.sends(role, message))).toEqual([]);
    const heard = buses.readings.filter(({ topic }) => topic === STATUS_TOPIC);
    expect(heard.length).toBeGreaterThan(0);
    expect(heard.filter(({ role, topic, group }) => !described.receives(role, topic, group))).toEqual([]);
    const texts = said.map(({ message }) => asText(message)).join('\n');
    for (const personal of [
      PERSON,
      PERSON.slice(2),
      Buffer.from(PERSON).toString('base64').slice(0, 14),
      'AID',
      'HL1',
    ])
      expect(texts).not.toContain(personal);
  });
});

describe('open pages', () => {
  let mesh: Mesh;
  const listeners: Listener[] = [];
  beforeAll(async () => {
    mesh = await startMesh(memoryBuses(), { env: ENV, portal: true });
  });
  afterAll(() => mesh.stop());

  it('are told at once, by headers that let nothing in, and no more of them than allowed', async () => {
    const events = `${mesh.portalUrl}/status/events`;
    for (let i = 0; i < 2; i += 1) listeners.push(await listen(events));
    expect(listeners[0]?.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(listeners[0]?.headers.get('cache-control')).toBe('no-store');
    expect(listeners[0]?.headers.get('content-security-policy')).toContain("default-src 'none'");
    await vi.waitUntil(() => listeners.every((one) => one.events.length > 0), WITHIN);
    const refused = await fetch(events);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '60']);
    listeners.pop()?.close();
    await vi.waitUntil(async () => {
      const response = await fetch(events);
      await response.body?.cancel();
      return response.status === 200;
    }, WITHIN);
  });

  it('end when the portal does', async () => {
    const [one] = listeners;
    await mesh.stopRole('portal');
    await one?.ended;
  });
});
