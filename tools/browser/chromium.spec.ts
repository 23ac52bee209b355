import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findChromium } from './chromium.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'ssbtek-chromium-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const program = (path: string, mode = 0o755): string => {
  const file = join(folder, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, '');
  chmodSync(file, mode);
  return file;
};

it('is found on the path, the first name first', () => {
  const [chrome, chromium] = [program('a/google-chrome'), program('b/chromium')];
  const PATH = ['a', 'b'].map((name) => join(folder, name)).join(delimiter);
  expect(findChromium({ PATH })).toBe(chromium);
  rmSync(chromium);
  expect(findChromium({ PATH })).toBe(chrome);
  rmSync(chrome);
  expect(findChromium({ PATH })).toBeUndefined();
});

it('is the one that is named, or none', () => {
  const [own, other] = [program('own'), program('a/chromium')];
  const env = { PATH: join(other, '..'), SSBTEK_TEST_CHROMIUM: own };
  expect(findChromium(env)).toBe(own);
  expect(findChromium({ ...env, SSBTEK_TEST_CHROMIUM: join(folder, 'nowhere') })).toBeUndefined();
  expect(findChromium({ ...env, SSBTEK_TEST_CHROMIUM: '' })).toBe(other);
});
