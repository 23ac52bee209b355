import { afterEach, describe, expect, it } from 'vitest';
import { loadConfiguration } from './configuration';
import { mesh, type Mesh } from './mesh';
import type { Role } from './role';
import { idleBus, testRole } from './testing/test-roles';

let running: Mesh | undefined;
afterEach(async () => running?.stop());

function meshOf(roles: readonly Role[], lines: string[] = [], told: string[] = [], env = {}): Mesh {
  const result = loadConfiguration(roles, { SSBTEK_MANAGEMENT_PORT: '0', ...env });
  if (!result.ok) throw new Error(result.mistakes.join(' '));
  const write = (line: string): void => void lines.push(line);
  running = mesh(roles, result.configuration, {
    name: 'all-in-one',
    version: '0.1.0',
    write,
    strict: true,
    bus: idleBus(told),
  });
  return running;
}

async function get(
  path: string,
  init: RequestInit = {},
): Promise<{ status: number; body: string; type: string | null }> {
  const response = await fetch(`http://127.0.0.1:${running?.managementPort}${path}`, init);
  return { status: response.status, body: await response.text(), type: response.headers.get('content-type') };
}

describe('a mesh of several roles', () => {
  it('starts them in order and stops them in the opposite order, once', async () => {
    const told: string[] = [];
    const started = meshOf([testRole('worker', {}, told), testRole('ingress', {}, told)]);
    await started.start();
    expect(started.addresses).toEqual({
      worker: 'http://127.0.0.1/worker',
      ingress: 'http://127.0.0.1/ingress',
    });
    await Promise.all([started.stop(), started.stop()]);
    expect(told).toEqual(['start worker', 'start ingress', 'stop ingress', 'stop worker']);
  });

  it('gives each role its values, its own telemetry, and the same bus, instance and keys', async () => {
    const [one, two] = [testRole('worker'), testRole('ingress')];
    const lines: string[] = [];
    await meshOf([one, two], lines).start();
    const [a, b] = [one.contexts[0], two.contexts[0]];
    expect(a?.values).toMatchObject({ port: 8080 });
    expect(a?.bus).toBe(b?.bus);
    expect(a?.instance).toBe(b?.instance);
    expect(a?.telemetry).not.toBe(b?.telemetry);
    expect(lines.map((line) => (JSON.parse(line) as { role: string }).role)).toEqual(['worker', 'ingress']);
    const general = {
      ingivare: { organisationsnummer: '162120002411', namn: 'x', handlaggare: 'x' },
      personidentitet: '191212121212',
      arendeidentitet: 'x',
      syfte: 'x',
      lagtext: 'x',
    };
    const routing = { inquiryId: 'i', askedAt: 1, budgetMs: 1, replyPartition: 0, agencies: [] } as never;
    const sent = a?.codec.inquiry({ inquiryId: 'i', general, fragor: {} }, routing);
    expect(sent && Buffer.from(sent.value).includes('191212121212')).toBe(false);
  });

  it('says that messages are not authentic where encryption is off, and only there', async () => {
    const said = async (env: object): Promise<boolean> => {
      const lines: string[] = [];
      await meshOf([testRole('worker'), testRole('ingress')], lines, [], env).start();
      await running?.stop();
      return lines.some((line) => line.includes('neither encrypted nor authentic'));
    };
    expect(await said({ SSBTEK_PAYLOAD_ENCRYPTION: 'off' })).toBe(true);
    expect(await said({})).toBe(false);
  });

  it('stops what has started when one of them cannot start', async () => {
    const told: string[] = [];
    const broken = testRole('ingress', { start: () => Promise.reject(new Error('no')) }, told);
    await expect(meshOf([testRole('worker', {}, told), broken]).start()).rejects.toThrow('no');
    expect(told).toEqual(['start worker', 'stop worker']);
  });

  it('stops the others when one of them cannot stop, and says so without its words', async () => {
    const told: string[] = [];
    const lines: string[] = [];
    const stubborn = testRole('ingress', {
      start: async () => ({
        health: { started: () => true, ready: () => true, alive: () => true },
        stop: () => Promise.reject(new Error('about 191212121212')),
      }),
    });
    const started = meshOf([testRole('worker', {}, told), stubborn], lines);
    await started.start();
    await started.stop();
    expect(told).toEqual(['start worker', 'stop worker']);
    expect(lines.join('')).toContain('a role did not stop cleanly');
    expect(lines.join('')).not.toContain('191212121212');
  });

  it('starts no further role once it is stopping', async () => {
    const told: string[] = [];
    const first = testRole('worker', {}, told);
    const stopping = {
      ...first,
      start: async (context: never) => {
        void running?.stop();
        return first.start(context);
      },
    };
    await meshOf([stopping, testRole('ingress', {}, told)]).start();
    expect(told).toEqual(['start worker']);
  });
});

describe('the management port', () => {
  it('answers the probes by the roles', async () => {
    const [worker, ingress] = [testRole('worker'), testRole('ingress')];
    await meshOf([worker, ingress]).start();
    for (const probe of ['startup', 'ready', 'live'])
      expect(await get(`/health/${probe}?x=1`)).toEqual({
        status: 200,
        body: '{"status":"ok","roles":{"worker":true,"ingress":true}}\n',
        type: 'application/json',
      });
    worker.state.ready = false;
    expect(await get('/health/ready')).toMatchObject({
      status: 503,
      body: expect.stringContaining('{"worker":false,"ingress":true}'),
    });
    worker.state.lacks = ['its topic is not being read'];
    expect(await get('/health/ready')).toMatchObject({
      body: '{"status":"unavailable","roles":{"worker":false,"ingress":true},"lacks":{"worker":["its topic is not being read"]}}\n',
    });
    expect(await get('/health/live')).toMatchObject({ status: 200 });
    ingress.state.alive = false;
    expect(await get('/health/live')).toMatchObject({ status: 503 });
    worker.state.started = false;
    expect(await get('/health/startup')).toMatchObject({ status: 503 });
  });

  it('answers while the roles start: alive, neither started nor ready', async () => {
    const gate = Promise.withResolvers<void>();
    const first = testRole('worker');
    const slow = {
      ...first,
      start: async (context: never) => {
        await gate.promise;
        return first.start(context);
      },
    };
    const started = meshOf([slow, testRole('simulator')]);
    const starting = started.start();
    await expect.poll(() => started.managementPort).toBeGreaterThan(0);
    expect(await get('/health/startup')).toMatchObject({ status: 503 });
    expect(await get('/health/ready')).toMatchObject({ status: 503 });
    expect(await get('/health/live')).toMatchObject({ status: 200 });
    gate.resolve();
    await starting;
    expect(await get('/health/ready')).toMatchObject({ status: 200 });
  });

  it('says not ready while what is in flight is finished', async () => {
    const gate = Promise.withResolvers<void>();
    const health = { started: () => true, ready: () => true, alive: () => true };
    const started = meshOf([
      testRole('worker'),
      testRole('ingress', { start: async () => ({ health, stop: () => gate.promise }) }),
    ]);
    await started.start();
    const stopping = started.stop();
    expect(await get('/health/ready')).toMatchObject({ status: 503 });
    expect(await get('/health/live')).toMatchObject({ status: 200 });
    gate.resolve();
    await stopping;
    await expect(get('/health/live')).rejects.toThrow();
  });

  it('shows the metrics of all roles as one document', async () => {
    const [one, two] = [testRole('worker'), testRole('ingress')];
    await meshOf([one, two]).start();
    for (const { contexts } of [one, two])
      contexts[0]?.telemetry.metrics.count('dead_letters_total', { topic: 't' });
    const { status, body, type } = await get('/metrics');
    expect([status, type]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
    expect(body).toContain('ssbtek_dead_letters_total{topic="t"} 2');
    expect(body).toContain('ssbtek_build_info{version="0.1.0"');
    expect(body.match(/^# TYPE process_cpu_seconds_total /gm)).toHaveLength(1);
    const open = await get('/metrics', { headers: { accept: 'application/openmetrics-text' } });
    expect(open.type).toContain('application/openmetrics-text');
  });

  it.each([
    ['/', 'GET', 404],
    ['/health', 'GET', 404],
    ['/health/other', 'GET', 404],
    ['/metrics', 'POST', 405],
    ['/health/live', 'HEAD', 200],
  ])('%s %s is %i', async (path, method, status) => {
    await meshOf([testRole('worker')].concat(testRole('ingress'))).start();
    expect(await get(path, { method })).toMatchObject({ status });
  });

  it('that is taken stops the start', async () => {
    const first = meshOf([testRole('a'), testRole('b')]);
    await first.start();
    const result = loadConfiguration([testRole('a'), testRole('b')], {
      SSBTEK_MANAGEMENT_PORT: String(first.managementPort),
    });
    if (!result.ok) throw new Error('unexpected');
    const second = mesh([testRole('a')], result.configuration, {
      name: 'x',
      write: () => undefined,
      bus: idleBus(),
    });
    await expect(second.start()).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
