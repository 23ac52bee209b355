import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { WORKSPACE } from '../../../tools/build/bundle';
import { program } from '../../../tools/programs/program';
import { readAnswer } from '../../support/answer';
import { servicesIn } from '../../support/compose';
import { confined, type Confined } from '../../support/confined';
import { startKafka, type TestKafka } from '../../support/kafka';
import { ProcessMesh } from '../../support/processes';
import type { Starter } from '../../support/start-process';
import { ELEMENTS, question } from '../../support/question';

const FILE = 'deploy/compose.yaml';
const MAKE_KEYS = 'deploy/compose/make-keys.mjs';
const text = readFileSync(join(WORKSPACE, FILE), 'utf8');
const all = servicesIn(text);
/** The services that are processes of the mesh, by what they start. */
const PROCESSES = Object.keys(all).filter((name) => all[name]?.command?.[0]?.startsWith('/app/apps/'));
const environmentOf = (name: string): Readonly<Record<string, string>> => all[name]?.environment ?? {};
const folder = mkdtempSync(join(tmpdir(), 'ssbtek-compose-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the compose file', () => {
  let composeSpec: string;
  beforeAll(async () => {
    composeSpec = await program('compose-spec');
  });
  const read = (file: string) =>
    spawnSync(composeSpec, ['--format', 'json', file], { encoding: 'utf8', cwd: WORKSPACE });

  it('is read as it was meant', () => {
    const { status, stdout, stderr } = read(FILE);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const model = parse(stdout) as {
      services: Record<string, { restart: string; environment: object; image: string }>;
    };
    expect(Object.keys(model.services).sort()).toEqual(Object.keys(all).sort());
    expect(model.services['keys']?.restart).toBe('no');
    expect(model.services['worker-fk']?.environment).toEqual(environmentOf('worker-fk'));
    expect(model.services['ingress']?.image).toBe('ssbtek-mesh:trial');
  });

  it.each([
    ['an unknown key', text.replace('read_only: true', 'readonly: true'), /readonly/],
    ['a limit that is none', text.replace('mem_limit: 512m', 'mem_limit: [512m]'), /mem_limit/],
    ['a condition that is none', text.replace('service_healthy', 'healthy'), /condition|healthy/],
  ])('would be refused with %s', (_, wrong, why) => {
    expect(wrong).not.toBe(text);
    const file = join(folder, 'compose.yaml');
    writeFileSync(file, wrong);
    const { status, stderr, stdout } = read(file);
    expect(status).not.toBe(0);
    expect(stderr + stdout).toMatch(why);
  });
});

describe('the services of the compose file, without an engine', () => {
  const keys = ['payload-keys', 'audit-keys'].map((name) => join(folder, name, 'keys.json'));
  let inside: Confined;
  let kafka: TestKafka;
  beforeAll(async () => {
    execFileSync(process.execPath, [join(WORKSPACE, MAKE_KEYS), ...keys]);
    inside = await confined();
    kafka = await startKafka();
  });
  afterAll(() => kafka.stop());

  /** The settings of a service, with the key files where they are here. */
  const settingsOf = (name: string): Readonly<Record<string, string>> =>
    Object.fromEntries(
      Object.entries(environmentOf(name)).map(([setting, value]) => [
        setting,
        value.replace('/etc/ssbtek', folder),
      ]),
    );
  const codeOf = async (args: readonly string[], env?: Readonly<Record<string, string>>) => {
    const { child } = inside.node(args, env);
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += String(chunk)));
    return new Promise<{ code: number | null; text: string }>((resolve) =>
      child.once('close', (code) => resolve({ code, text })),
    );
  };

  it('get keys that are made once', () => {
    const before = keys.map((file) => readFileSync(file, 'utf8'));
    expect(new Set(before).size).toBe(keys.length);
    execFileSync(process.execPath, [join(WORKSPACE, MAKE_KEYS), ...keys]);
    expect(keys.map((file) => readFileSync(file, 'utf8'))).toEqual(before);
    expect(statSync(keys[0] ?? '').mode & 0o222).toBe(0);
  });

  it.each(PROCESSES)('%s accepts its settings', async (name) => {
    expect(await codeOf([`/app/apps/${name}/main.js`, '--verify-config'], settingsOf(name))).toMatchObject({
      code: 0,
    });
  });

  it('with these settings answer a question about seven agencies, and are healthy', async () => {
    const starter: Starter = (name, elsewhere) => {
      // No names of services here: ports and addresses are those of this run.
      const tracing = 'SSBTEK_TRACING_OTLP_URL' in environmentOf(name) && {
        SSBTEK_TRACING_OTLP_URL: 'http://127.0.0.1:9/v1/traces',
      };
      return inside.app(name, { ...settingsOf(name), SSBTEK_HOST: '127.0.0.1', ...elsewhere, ...tracing });
    };
    const mesh = await ProcessMesh.start(kafka.brokers, {}, { starter });
    try {
      const { status, xml } = await mesh.ask(question());
      expect(status).toBe(200);
      const types = Object.entries(readAnswer(xml).svar).map(([element, { type }]) => [element, type]);
      expect(types).toEqual(ELEMENTS.map((element) => [element, 'data']));
      const [, , flag = '', script = ''] = all['ingress']?.healthcheck?.test ?? [];
      const check = (port: number) => codeOf([flag, script.replace('9464', String(port))]);
      expect(await check(mesh.managementPort('ingress'))).toEqual({ code: 0, text: '' });
      await mesh.end('ingress', 'SIGTERM');
      expect(await check(mesh.managementPort('ingress'))).toEqual({ code: 1, text: '' });
    } finally {
      await mesh.stop();
    }
  });
});
