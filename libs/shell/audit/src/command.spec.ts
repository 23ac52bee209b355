import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { auditKeys, Chain, protect, type AnswerFacts } from '@ssbtek/audit';
import type { Environment } from '@ssbtek/config';
import { auditCommand } from './command';

const TWO = '0193a1b2-1234-7abc-8def-123456789012';

const folder = mkdtempSync(join(tmpdir(), 'audit-command-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const bytes = Uint8Array.from({ length: 32 }, (_, at) => at);
const keysPath = file(
  'keys.json',
  JSON.stringify({ active: 'k', keys: { k: Buffer.from(bytes).toString('base64') } }),
);
const { active } = auditKeys({ active: 'k', keys: new Map([['k', bytes]]) });

/** Four answers, the second one stopped, the last one not taken by anybody; not closed. */
function lines(): string[] {
  const chain = new Chain('a'.repeat(32), active);
  let second = 0;
  const at = (): Date => new Date(Date.UTC(2026, 10, 27, 9, 0, (second += 1)));
  const answer = (facts: Partial<AnswerFacts>): string =>
    chain.append(
      protect(
        {
          inquiryId: 'one',
          contract: 'v1',
          way: 'soap',
          asked: 'fraga',
          outcome: 'complete',
          personidentitet: '191212121212',
          handlaggare: 'HL1',
          ground: { syfte: 'syftet', lagtext: 'lagen' },
          agencies: { af: 'data' },
          ...facts,
        },
        active,
        new Uint8Array(12).fill((second += 1)),
      ),
      at(),
    );
  return [
    chain.append({ kind: 'opened', instance: 'ingress-x' }, at()),
    answer({}),
    answer({ inquiryId: TWO }),
    answer({ inquiryId: TWO, outcome: 'server_fault', felkod: '1002' }),
    answer({ inquiryId: 'three', personidentitet: '189001019802' }),
    answer({ inquiryId: 'four', handlaggare: 'HL2' }),
    answer({ inquiryId: 'four', handlaggare: 'HL2', outcome: 'caller_gone' }),
  ];
}
const trail = file('trail.jsonl', `${lines().join('\n')}\n`);
const doubled = file('doubled.jsonl', [...lines(), ...lines()].join('\n'));
const headless = file('headless.jsonl', lines().slice(2).join('\n'));
const altered = file('altered.jsonl', lines().join('\n').replace('"complete"', '"partial"'));

async function run(
  args: readonly string[],
  stdin = '',
  env: Environment = { SSBTEK_AUDIT_KEYS_FILE: keysPath },
) {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await auditCommand(args, env, {
    stdin: (async function* () {
      yield stdin;
    })(),
    stdout: { write: (text: string) => out.push(text) },
    stderr: { write: (text: string) => err.push(text) },
  });
  return { code, out: out.join(''), err: err.join('') };
}

describe('audit verify', () => {
  it('says of each chain how long it is and how it ends', async () => {
    const { code, out } = await run(['verify', '--file', trail]);
    expect(code).toBe(0);
    expect(out).toMatch(/chain a{32} of ingress-x: 7 records, 6 answers, 2026-.* END OPEN/);
    expect(out).toContain('1 chains, 7 records: nothing is wrong');
  });

  it.each([
    ['an open end, when it is to be strict', ['--strict', '--file', trail], 1],
    ['nothing in records sent twice', ['--file', doubled], 0],
    ['a head that is missing', ['--file', headless], 1],
    [
      'nothing in a missing head, when retention may have taken it',
      ['--allow-cut-head', '--file', headless],
      0,
    ],
    ['a record that was altered', ['--file', altered], 1],
    ['an altered record behind a missing head', ['--allow-cut-head', '--file', altered], 1],
  ])('finds %s', async (_, args, code) => {
    expect((await run(['verify', ...args])).code).toBe(code);
  });

  it('gives the report as JSON', async () => {
    const { out } = await run(['verify', '--json', '--file', altered]);
    expect(JSON.parse(out)).toMatchObject({
      chains: [{ instance: 'ingress-x' }],
      findings: [{ fault: 'altered', sequence: 1, place: { line: 2 } }],
    });
  });
});

describe('audit find', () => {
  const found = (out: string) =>
    out
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  it('lists the answers about one person, and whether they left', async () => {
    const { code, out } = await run(['find', '--file', trail], '19121212-1212\n');
    expect(code).toBe(0);
    expect(found(out).map(({ inquiryId, outcome, delivered }) => [inquiryId, outcome, delivered])).toEqual([
      ['one', 'complete', true],
      [TWO, 'complete', false],
      [TWO, 'server_fault', false],
      ['four', 'complete', false],
      ['four', 'caller_gone', false],
    ]);
    expect(out).not.toMatch(/syftet|lagen|1212121212|HL1/);
  });

  it('opens the legal ground when asked to, and finds by handläggare', async () => {
    const { out } = await run(['find', '--ground', '--handlaggare', '--file', trail], 'HL1');
    expect(found(out)).toHaveLength(4);
    expect(found(out)[0]).toMatchObject({ syfte: 'syftet', lagtext: 'lagen' });
  });

  it('tells what became of one inquiry, without asking about whom', async () => {
    const { code, out } = await run(['find', '--inquiry', TWO.toUpperCase(), '--file', trail]);
    expect(code).toBe(0);
    expect(found(out).map(({ inquiryId, outcome, delivered }) => [inquiryId, outcome, delivered])).toEqual([
      [TWO, 'complete', false],
      [TWO, 'server_fault', false],
    ]);
  });

  it.each([
    ['an identity', ['--inquiry', '191212121212']],
    ['a handläggare at the same time', ['--inquiry', TWO, '--handlaggare']],
  ])('refuses %s as an inquiry, without repeating it', async (_, args) => {
    const { code, out, err } = await run(['find', ...args, '--file', trail], 'HL1');
    expect([code, out]).toEqual([78, '']);
    expect(err).not.toContain('191212121212');
  });

  it('lists each answer once, and says so when the trail is not whole', async () => {
    expect(found((await run(['find', '--file', doubled], '191212121212')).out)).toHaveLength(5);
    const { code, err } = await run(['find', '--file', altered], '191212121212');
    expect([code, err]).toEqual([1, '4 answers, and the trail is not whole: run verify\n']);
  });

  it.each(['', '1212121212', '19121212121212', 'HL1'])('refuses %j as a person', async (stdin) => {
    expect(await run(['find', '--file', trail], stdin)).toMatchObject({ code: 78, out: '' });
  });
});

describe('audit export', () => {
  it('gives the records back as they are', async () => {
    expect((await run(['export', '--file', trail])).out).toBe(`${lines().join('\n')}\n`);
  });
});

describe('the audit command', () => {
  it.each([
    ['nothing', [], {}, 64],
    ['an unknown word', ['look'], {}, 64],
    ['an identity as argument', ['find', '191212121212'], {}, 64],
    ['an unknown option', ['verify', '--person', '191212121212'], {}, 64],
    ['no keys', ['verify', '--file', trail], {}, 78],
    ['keys that are none', ['verify', '--file', trail, '--keys', trail], {}, 78],
    ['no brokers', ['export'], {}, 78],
    ['a file that is not there', ['export', '--file', `${trail}.not`], {}, 2],
    ['help', ['--help'], {}, 0],
  ])('ends with %s', async (_, args, env, code) => {
    const ran = await run(args, '', env);
    expect(ran.code).toBe(code);
    expect(ran.out + ran.err).not.toContain('191212121212');
    expect(ran.out + ran.err).not.toBe('');
  });
});
