import { Pool } from 'undici';
import { ELEMENT_BY_KOD, ERROR, FAULT } from '../load/load/check.ts';
import { build } from '../load/mesh/build.ts';
import { startMesh, type Mesh } from '../load/mesh/mesh.ts';
import { openStage } from '../load/mesh/stage.ts';
import { Progress } from '../load/progress.ts';
import { argumentsOf } from '../../tools/arguments.ts';
import { example } from '../support/examples.ts';

// `npm run soak:large`: as many large questions at once as an ingress takes by number, about a person of whom every
// agency has very much to tell, to processes that have the memory and the bounds of their pods (ADR 24).

argumentsOf('npm run soak:large', {});

const ROOT = new URL('../../', import.meta.url).pathname;
/** As many as an ingress takes by number. */
const QUESTIONS = 1000;
const QUESTION_BYTES = 237 * 1024;
const PERSON = '202402292383';
const DEADLINE_MS = 25_000;
const MIB = 1024 * 1024;

/** Memory limits of the manifests (k8s/base), MiB. */
const POD_MIB = { ingress: 512, aggregator: 768, worker: 384 } as const;
const ANSWER = 'answer: ';
/** What a process without room says; everything else is a violation. */
const HONEST_FAULT = /^fault (1002 \((503|500)\)|1000 \(500\))$/;
const HONEST_PART = /^\d+ (data|SSBT(EK)? 200[01])$/;

const roleOf = (name: string): keyof typeof POD_MIB | undefined =>
  name.startsWith('worker-') ? 'worker' : name === 'ingress' || name === 'aggregator' ? name : undefined;

/** A quarter of the pod for what is held, and the heap that Node takes of such a pod by itself. */
function envOf(name: string): Record<string, string> {
  const role = roleOf(name);
  if (!role) return {};
  return {
    NODE_OPTIONS: `--max-semi-space-size=16 --max-old-space-size=${POD_MIB[role] / 2}`,
    [`SSBTEK_${role.toUpperCase()}_MAX_BYTES`]: String((POD_MIB[role] / 4) * MIB),
  };
}

/** LEFI's own question is most of it, as large questions are. */
function largeQuestion(): string {
  return example('v10', PERSON).replace(/(<lefiJsonFraga>)([^<]+)/, (_, tag: string, base64: string) => {
    const json = Buffer.from(base64, 'base64').toString('utf8');
    const more = (QUESTION_BYTES - 4096) * 0.75;
    return tag + Buffer.from(json.replace(/\}$/, `,"x":"${'x'.repeat(more)}"}`)).toString('base64');
  });
}

/** What came, in words of this page. */
function kindOf(status: number, xml: string): string {
  if (status !== 200) return `fault ${FAULT.exec(xml)?.[1]} (${status})`;
  const parts = Object.values(ELEMENT_BY_KOD).map((element) => {
    const start = `<ssbt:${element}>`;
    const at = xml.indexOf(start);
    const error = at < 0 ? ['', 'missing'] : ERROR.exec(xml.slice(at + start.length));
    return error ? error.slice(1).join(' ') : 'data';
  });
  const kinds = [...Map.groupBy(parts, (part) => part)].sort(([a], [b]) => a.localeCompare(b));
  return `${ANSWER}${kinds.map(([kind, all]) => `${all.length} ${kind}`).join(', ')}`;
}

async function ask(pool: Pool, body: string): Promise<string> {
  const headers = { 'content-type': 'text/xml; charset=utf-8' };
  try {
    const response = await pool.request({ path: '/ssbtek/v10', method: 'POST', headers, body });
    return kindOf(response.statusCode, await response.body.text());
  } catch (error) {
    return `no answer: ${error instanceof Error ? error.message : 'unknown'}`;
  }
}

async function flood(mesh: Mesh): Promise<string> {
  await mesh.stage.control({ latencyMs: 50, nonce: false });
  const pool = new Pool(mesh.ingress, {
    connections: QUESTIONS,
    headersTimeout: 60_000,
    bodyTimeout: 60_000,
  });
  const body = largeQuestion();
  const came = new Map<string, number>();
  mesh.meter.watchMemory();
  progress.begin(`${QUESTIONS} questions of ${Math.round(body.length / 1024)} KiB at once`);
  await Promise.all(
    Array.from({ length: QUESTIONS }, async () => {
      const kind = await ask(pool, body);
      came.set(kind, (came.get(kind) ?? 0) + 1);
    }),
  );
  await pool.close();
  mesh.meter.stop();
  return report(came, mesh.meter.memory);
}

function report(came: ReadonlyMap<string, number>, memory: Readonly<Record<string, number>>): string {
  const ofMesh = Object.entries(memory).flatMap(([name, mib]) => {
    const role = roleOf(name);
    return role ? [{ name, mib, most: POD_MIB[role] }] : [];
  });
  if (![...came.keys()].every(isHonest) || ofMesh.some(({ mib, most }) => mib > most)) process.exitCode = 1;
  return [
    ...[...came]
      .sort(([, a], [, b]) => b - a)
      .map(([kind, count]) => `${String(count).padStart(5)}  ${kind}`),
    'most resident memory, MiB:',
    ...ofMesh.map(({ name, mib, most }) => `  ${name.padEnd(12)} ${mib.toFixed(0).padStart(5)} of ${most}`),
    '',
  ].join('\n');
}

const isHonest = (kind: string): boolean =>
  HONEST_FAULT.test(kind) ||
  (kind.startsWith(ANSWER) &&
    kind
      .slice(ANSWER.length)
      .split(', ')
      .every((part) => HONEST_PART.test(part)));

const progress = new Progress();
let stop = (): Promise<void> => Promise.resolve();
try {
  progress.begin('building');
  build(ROOT);
  const stage = await openStage({
    replayed: false,
    progress: (what) => progress.begin(what),
    started: (stopAll) => (stop = stopAll),
  });
  const env = { SSBTEK_DEADLINE_MS: String(DEADLINE_MS) };
  const mesh = await startMesh(stage, { checkout: ROOT, env, envOf });
  const text = await Promise.race([flood(mesh), stage.children.failure]);
  progress.stop();
  process.stdout.write(`\n${text}`);
} catch (error) {
  progress.stop();
  process.stderr.write(`${error instanceof Error ? error.message : 'the flood failed'}\n`);
  process.exitCode = 1;
} finally {
  await stop();
}
