import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TrailReport } from '@ssbtek/audit';
import { startKafka, type TestKafka } from '../support/kafka';
import { ProcessMesh } from '../support/processes';
import { question } from '../support/question';

const COMMAND = fileURLToPath(new URL('../../dist/apps/audit/main.js', import.meta.url));
const PERSON = '191212121212';

/** The operators' command beside processes that end as processes do; on a Kafka of its own, as it looks at every chain. */
describe('the audit trail of processes', () => {
  let kafka: TestKafka;
  let mesh: ProcessMesh;
  let answers = 0;
  beforeAll(async () => {
    kafka = await startKafka();
    mesh = await ProcessMesh.start(kafka.brokers, { SSBTEK_DEADLINE_MS: '8000' });
  });
  afterAll(async () => {
    await mesh.stop();
    await kafka.stop();
  });

  interface Ran {
    readonly code: number | null;
    readonly out: string;
    readonly err: string;
  }
  function command(args: readonly string[], stdin = ''): Promise<Ran> {
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [COMMAND, ...args], {
        env: {
          PATH: process.env['PATH'] ?? '',
          SSBTEK_KAFKA_BROKERS: kafka.brokers,
          SSBTEK_AUDIT_KEYS_FILE: mesh.auditKeysFile,
        },
      });
      const [out, err]: [string[], string[]] = [[], []];
      child.stdout.on('data', (chunk: Buffer) => out.push(chunk.toString('utf8')));
      child.stderr.on('data', (chunk: Buffer) => err.push(chunk.toString('utf8')));
      child.once('error', reject);
      child.once('close', (code) => resolve({ code, out: out.join(''), err: err.join('') }));
      child.stdin.end(stdin);
    });
  }
  const report = async (): Promise<TrailReport> =>
    JSON.parse((await command(['verify', '--json'])).out) as TrailReport;

  /** Asks without pause until told to stop; counts the answers that came. */
  function load(): () => Promise<void> {
    let stop = false;
    const askers = Array.from({ length: 8 }, async () => {
      while (!stop) {
        const answered = await mesh.ask(question({ inkludera: ['AF', 'SO'] })).catch(() => undefined);
        if (answered?.status === 200) answers += 1;
        else await new Promise((resolve) => setTimeout(resolve, 50));
      }
    });
    return async () => {
      stop = true;
      await Promise.all(askers);
    };
  }

  it('has every answer that left an ingress which was killed under load, and is whole', async () => {
    const stop = load();
    await expect.poll(() => answers, { timeout: 90_000 }).toBeGreaterThan(40);
    await mesh.end('ingress', 'SIGKILL');
    await stop();
    const { findings, chains } = await report();
    expect(findings).toEqual([]);
    expect(chains).toHaveLength(1);
    // What was written when the process died may not have left.
    expect(chains[0]?.answers).toBeGreaterThanOrEqual(answers);
    expect(chains[0]?.answers).toBeLessThanOrEqual(answers + 8);
    expect(chains[0]?.ending).not.toBe('closed');
  });

  it('has another chain for the next ingress, which a clean stop under load closes', async () => {
    mesh.startProcess('ingress');
    await mesh.ready('ingress');
    const [before, stop] = [answers, load()];
    await expect.poll(() => answers - before, { timeout: 90_000 }).toBeGreaterThan(20);
    expect(await mesh.end('ingress', 'SIGTERM')).toBe(0);
    await stop();
    const { findings, chains } = await report();
    expect(findings).toEqual([]);
    expect(chains).toHaveLength(2);
    expect(chains[1]).toMatchObject({ ending: 'closed', answers: answers - before });
    expect(await command(['verify'])).toMatchObject({ code: 0, err: '' });
  });

  it('gives back what it holds about a person, from Kafka and from an export, and to nobody without the identity', async () => {
    const { code, out } = await command(['find', '--ground'], PERSON);
    expect(code).toBe(0);
    const found = out.trim().split('\n');
    expect(found.length).toBeGreaterThanOrEqual(answers);
    expect(JSON.parse(found[0] ?? '')).toMatchObject({
      ingivare: '162120002411',
      agencies: { af: 'data', so: 'data' },
      delivered: true,
      lagtext: '11 kap. 11 a § socialtjänstlagen (2001:453)',
    });
    const exported = await command(['export']);
    const file = `${mesh.auditKeysFile}.jsonl`;
    writeFileSync(file, exported.out);
    expect((await command(['find', '--ground', '--file', file], PERSON)).out).toBe(out);
    expect((await command(['find', '--file', file], '189001019802')).out).toBe('');
    expect((await command(['verify', '--file', file])).code).toBe(0);
    writeFileSync(file, exported.out.replace(/^.*"sequence":7,.*\n/gm, ''));
    expect(await command(['verify', '--file', file])).toMatchObject({
      code: 1,
      out: expect.stringContaining('WRONG gap'),
    });
    expect(exported.out + found.join()).not.toMatch(/1212121212|HL123456/);
  });
});
