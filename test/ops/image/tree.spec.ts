import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appsOf, WORKSPACE } from '../../../tools/build/bundle';
import { readAnswer } from '../../support/answer';
import { confined, type Confined } from '../../support/confined';
import { COMPILED, TREE } from '../../support/image';
import { startKafka, type TestKafka } from '../../support/kafka';
import { ProcessMesh } from '../../support/processes';
import { ELEMENTS, question } from '../../support/question';
import { assertValid } from '../../support/schema';

/** The files of a tree, but for those that Node puts there when a process ends. */
const filesOf = (root: string): readonly string[] =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter((path) => !path.startsWith(`${COMPILED}/`))
    .sort();

/** A shared part's name has a hash of what is in it, the place of its sources included. */
const withoutHash = (path: string): string => path.replace(/-[A-Z0-9]{8}\.js$/, '.js');

/** Tries to write in all places where programs like to, and tells what it is and what it sees. */
const PROBE = `
const fs = require('node:fs');
const tried = Object.fromEntries(['/', '/app', '/tmp', '/var/tmp', '/dev', '/etc', '/nodejs/bin'].map((folder) => {
  try { fs.writeFileSync(folder + '/probe', 'x'); return [folder, 'written']; }
  catch (error) { return [folder, error.code]; }
}));
console.log(JSON.stringify({ uid: process.getuid(), pid: process.pid, sees: fs.readdirSync('/').sort(), tried }));
`;
const WRITES_AT_ITS_START = `--import=data:text/javascript,${encodeURIComponent(
  "import { writeFileSync } from 'node:fs'; writeFileSync('/app/x', '');",
)}`;

describe('the image, without an engine', () => {
  let inside: Confined;
  let kafka: TestKafka;
  beforeAll(async () => {
    inside = await confined();
    kafka = await startKafka();
  });
  afterAll(() => kafka.stop());

  const outputOf = async (args: readonly string[]): Promise<{ code: number | null; text: string }> => {
    const { child } = inside.node(args);
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += String(chunk)));
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { code, text };
  };

  it('holds a file to start for every app, the bill of materials, and nothing to build with', () => {
    const files = filesOf(TREE);
    const starts = appsOf().flatMap((app) => [`apps/${app}/app.js`, `apps/${app}/main.js`]);
    expect(files.filter((path) => path.startsWith('apps/'))).toEqual(starts);
    const others = files.filter((path) => !/^(apps\/[\w-]+|shared)\/[\w-]+\.js$/.test(path));
    expect(others).toEqual(['package.json', 'sbom.json']);
  });

  it('is built of the context that an engine is given, to the same files', () => {
    // Below the workspace: the packages are found above it, as `npm ci` would have put them.
    mkdirSync(join(WORKSPACE, '.cache'), { recursive: true });
    const context = mkdtempSync(join(WORKSPACE, '.cache/context-'));
    try {
      const given = readFileSync(join(WORKSPACE, '.dockerignore'), 'utf8').matchAll(/^!(.+)$/gm);
      const filter = (path: string): boolean => !/\.spec\.ts$|\/fixtures$/.test(path);
      for (const [, name = ''] of given)
        cpSync(join(WORKSPACE, name), join(context, name), { recursive: true, filter });
      execFileSync(process.execPath, ['tools/build.ts'], { cwd: context });
      expect(filesOf(join(context, 'dist')).map(withoutHash)).toEqual(filesOf(TREE).map(withoutHash));
    } finally {
      rmSync(context, { recursive: true });
    }
  });

  it('is run by a user without rights, as the first process, over files it cannot change', async () => {
    const { text } = await outputOf(['-e', PROBE]);
    const { uid, pid, sees, tried } = JSON.parse(text) as Record<string, unknown>;
    expect({ uid, pid }).toEqual({ uid: 65532, pid: 1 });
    expect(sees).toEqual(expect.arrayContaining(['app', 'nodejs']));
    expect(sees).not.toEqual(expect.arrayContaining(['tmp']));
    for (const outcome of Object.values(tried as object)) expect(outcome).toMatch(/^(EROFS|ENOENT|EACCES)$/);
  });

  it('says which settings are wrong and ends with 78', async () => {
    const { code, text } = await outputOf(['/app/apps/worker-af/main.js', '--verify-config']);
    expect(code).toBe(78);
    expect(text).toContain('SSBTEK_KAFKA_BROKERS');
  });

  it('answers a question about seven agencies over Kafka, writes nothing and stops cleanly', async () => {
    const before = filesOf(TREE);
    const mesh = await ProcessMesh.start(kafka.brokers, {}, { starter: inside.app });
    try {
      const { status, xml } = await mesh.ask(question());
      expect(status).toBe(200);
      assertValid(xml);
      const { svar } = readAnswer(xml);
      expect(Object.keys(svar)).toEqual([...ELEMENTS]);
      for (const [element, { type }] of Object.entries(svar))
        expect([element, type]).toEqual([element, 'data']);
      for (const role of ['ingress', 'worker-csn', 'aggregator', 'simulator'])
        expect(await mesh.end(role, 'SIGTERM'), role).toBe(0);
      expect(mesh.output).not.toMatch(/EROFS|EACCES|Warning/);
      expect(filesOf(TREE)).toEqual(before);
    } finally {
      await mesh.stop();
    }
  });

  it('shows a process that wants to write where it must not: it is never ready, and says why', async () => {
    const own = { 'worker-csn': { NODE_OPTIONS: WRITES_AT_ITS_START } };
    const writing = ProcessMesh.start(kafka.brokers, {}, { starter: inside.app, own });
    await expect(writing).rejects.toThrow(/worker-csn is not ready:[^]*EROFS/);
  });
});
