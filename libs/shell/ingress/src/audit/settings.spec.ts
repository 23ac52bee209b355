import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { auditKeysOf, auditMistakes } from './settings';

const folder = mkdtempSync(join(tmpdir(), 'audit-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, content: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
};
const key = Buffer.alloc(32, 7).toString('base64');
const good = file('good.json', { active: 'a', keys: { a: key, b: key } });
const noActive = file('no-active.json', { active: 'c', keys: { a: key } });
const short = file('short.json', { active: 'a', keys: { a: 'aGVtbGln' } });

describe('audit settings', () => {
  it.each([
    ['on', undefined, true, 1],
    ['on', undefined, false, 0],
    ['off', undefined, true, 0],
    ['on', good, true, 0],
    ['on', noActive, false, 1],
    ['on', short, true, 1],
    ['off', short, true, 0],
  ] as const)('%s with %s, alone %s: %i mistakes', (audit, auditKeysFile, alone, count) => {
    const mistakes = auditMistakes({ audit, auditKeysFile }, alone);
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
