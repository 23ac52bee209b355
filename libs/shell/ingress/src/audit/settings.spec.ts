import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readSettings, type Environment } from '@ssbtek/config';
import { PROCESS_SETTINGS, type Surroundings } from '@ssbtek/runtime';
import { auditKeysOf, auditMistakes } from './settings';

const folder = mkdtempSync(join(tmpdir(), 'audit-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, content: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
};
const [key, other] = ['a', 'b'].map((seed) => createHash('sha256').update(seed).digest('base64'));
const good = file('good.json', { active: 'a', keys: { a: key, b: key } });
const noActive = file('no-active.json', { active: 'c', keys: { a: key } });
const short = file('short.json', { active: 'a', keys: { a: 'aGVtbGln' } });

const payloadSame = file('payload-same.json', { active: 'x', keys: { y: other, x: key } });
const payloadOwn = file('payload-own.json', { active: 'a', keys: { a: other } });

function surroundings(alone: boolean, env: Environment = {}): Surroundings {
  const read = readSettings(PROCESS_SETTINGS, env);
  if (!read.ok) throw new Error(read.mistakes.join());
  return { alone, process: read.values };
}

describe('audit settings', () => {
  it.each([
    ['a file of its own', payloadOwn, []],
    ['the same file', good, [expect.stringContaining('must hold keys of its own')]],
    [
      'another file with the same key under another id',
      payloadSame,
      [expect.stringContaining('keys of its own')],
    ],
  ])('beside payload keys from %s', (_, payload, expected) => {
    const beside = surroundings(true, { SSBTEK_PAYLOAD_KEYS_FILE: payload });
    expect(auditMistakes({ audit: 'on', auditKeysFile: good }, beside)).toEqual(expected);
  });

  it.each([
    ['on', undefined, true, 1],
    ['on', undefined, false, 0],
    ['off', undefined, true, 0],
    ['on', good, true, 0],
    ['on', noActive, false, 1],
    ['on', short, true, 1],
    ['off', short, true, 0],
  ] as const)('%s with %s, alone %s: %i mistakes', (audit, auditKeysFile, alone, count) => {
    const mistakes = auditMistakes({ audit, auditKeysFile }, surroundings(alone));
    expect(mistakes).toHaveLength(count);
    expect(mistakes.join()).not.toContain('aGVtbGln');
  });

  it('take the keys of the file, else a key of the process, else none', () => {
    expect(auditKeysOf({ audit: 'on', auditKeysFile: good })).toMatchObject({ active: { id: 'a' } });
    expect(auditKeysOf({ audit: 'on', auditKeysFile: good })?.all.size).toBe(2);
    expect(auditKeysOf({ audit: 'on', auditKeysFile: undefined })).toMatchObject({
      active: { id: 'process' },
    });
    expect(auditKeysOf({ audit: 'off', auditKeysFile: good })).toBeUndefined();
  });
});
