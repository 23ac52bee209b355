import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appsOf } from '../../../tools/build/bundle';
import { makeTree, type ImageTree } from '../../../tools/image/tree';
import { readAnswer } from '../../support/answer';
import { confined, type Confined } from '../../support/confined';
import { startKafka, type TestKafka } from '../../support/kafka';
import { ProcessMesh } from '../../support/processes';
import { ELEMENTS, question } from '../../support/question';
import { assertValid } from '../../support/schema';

const folder = mkdtempSync(join(tmpdir(), 'ssbtek-image-'));
const filesOf = (root: string): readonly string[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();

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
  let tree: ImageTree;
  let inside: Confined;
  let kafka: TestKafka;
  beforeAll(async () => {
    tree = await makeTree(join(folder, 'tree'));
    inside = await confined(tree);
    kafka = await startKafka();
  });
  afterAll(async () => {
    await kafka.stop();
    rmSync(folder, { recursive: true });
  });

  const outputOf = async (args: readonly string[]): Promise<{ code: number | null; text: string }> => {
    const { child } = inside.node(args);
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += String(chunk)));
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { code, text };
  };

  it('holds a file to start for every app, the bill of materials, and nothing to build with', () => {
    const files = filesOf(tree.root).filter((path) => statSync(join(tree.root, path)).isFile());
    expect(files.filter((path) => path.endsWith('/main.js'))).toEqual(
      appsOf().map((app) => `app/apps/${app}/main.js`),
    );
    expect(files).toContain('app/sbom.json');
    const others = files.filter((path) => !/^app\/(apps\/[\w-]+|shared)\/[\w-]+\.js$/.test(path));
    expect(others).toEqual(['app/package.json', 'app/sbom.json']);
  });

  it('says what it is in labels', () => {
    expect(Object.keys(tree.labels).map((name) => name.replace('org.opencontainers.image.', ''))).toEqual([
      'title',
      'description',
      'version',
      'revision',
      'base.name',
      'base.digest',
    ]);
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
    const before = filesOf(tree.root);
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
      expect(filesOf(tree.root)).toEqual(before);
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
