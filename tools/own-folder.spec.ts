import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dropCompiled } from './build/bundle.ts';
import { emptyOwnFolder } from './own-folder.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'ssbtek-own-'))));
afterEach(() => rmSync(folder, { recursive: true }));
const write = (path: string): void => {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), 'own');
};

describe('a folder that is emptied', () => {
  it('is there afterwards, whether it was there or not', () => {
    for (const name of ['new', 'new', 'empty']) {
      if (name === 'empty') mkdirSync(join(folder, name));
      emptyOwnFolder(join(folder, name));
      expect(readdirSync(join(folder, name))).toEqual(['.made-here']);
    }
  });

  it('loses what was put there by whoever made it', () => {
    emptyOwnFolder(join(folder, 'made'), '.mark');
    write('made/deep/old.txt');
    emptyOwnFolder(join(folder, 'made'), '.mark');
    expect(readdirSync(join(folder, 'made'))).toEqual(['.mark']);
  });

  it('is left as it is when somebody else made it', () => {
    write('theirs/own.txt');
    expect(() => emptyOwnFolder(join(folder, 'theirs'))).toThrow(
      /theirs was not made here and is left as it is/,
    );
    expect(readFileSync(join(folder, 'theirs/own.txt'), 'utf8')).toBe('own');
  });
});

describe('what Node compiled of bundles before', () => {
  it('goes, and nothing that is somebody’s own', () => {
    write('dist/compiled/v24.21.0-x64-0123abcd-0/a.cache');
    write('dist/compiled/own.txt');
    write('dist/compiled/own/a.cache');
    dropCompiled(folder);
    expect(readdirSync(join(folder, 'dist/compiled')).sort()).toEqual(['own', 'own.txt']);
  });

  it('goes with its folder where nothing else is in it, and may not be there', () => {
    write('dist/compiled/v24.21.0-x64-0123abcd-0/a.cache');
    for (const _ of [1, 2]) dropCompiled(folder);
    expect(readdirSync(join(folder, 'dist'))).toEqual([]);
  });
});
