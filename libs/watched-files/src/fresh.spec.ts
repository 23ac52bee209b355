import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { freshFrom, readFiles, type Fresh, type Readout } from './index';

let folder: string;
let fresh: Fresh<string> | undefined;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'fresh-'))));
afterEach(() => {
  fresh?.close();
  rmSync(folder, { recursive: true });
});

const path = (name: string): string => join(folder, name);
const joined = (texts: readonly string[]): Readout<string> =>
  texts.some((text) => text.includes('broken'))
    ? { ok: false, mistakes: ['it is broken'] }
    : { ok: true, value: texts.join('+') };

function watch(...names: readonly string[]) {
  return watchEvery(5, ...names);
}

function watchEvery(intervalMs: number, ...names: readonly string[]) {
  const events = {
    reloaded: vi.fn<(value: string) => void>(),
    broken: vi.fn<(m: readonly string[]) => void>(),
  };
  fresh = freshFrom(names.map(path), joined, events, { intervalMs });
  return { fresh, ...events };
}

/** Long enough for several looks. */
const looks = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 60));

describe('what is made of files', () => {
  it('is there at once and made anew after a change', async () => {
    writeFileSync(path('a'), 'one');
    const { fresh: kept, reloaded } = watch('a');
    expect(kept.current()).toBe('one');
    writeFileSync(path('a'), 'two');
    await vi.waitFor(() => expect(kept.current()).toBe('two'));
    expect(reloaded.mock.calls).toEqual([['two']]);
  });

  it('is made of all files when one of them changes', async () => {
    writeFileSync(path('a'), '1');
    writeFileSync(path('b'), '2');
    const { fresh: kept } = watch('a', 'b');
    writeFileSync(path('b'), '3');
    await vi.waitFor(() => expect(kept.current()).toBe('1+3'));
  });

  it('follows a file that is replaced by another of the same size', async () => {
    writeFileSync(path('a'), 'one');
    const { fresh: kept } = watch('a');
    writeFileSync(path('new'), 'two');
    renameSync(path('new'), path('a'));
    await vi.waitFor(() => expect(kept.current()).toBe('two'));
  });

  it('follows links that are swapped, as Kubernetes does with a mounted ConfigMap', async () => {
    for (const version of ['v1', 'v2']) {
      mkdirSync(path(version));
      writeFileSync(join(folder, version, 'a'), version);
    }
    symlinkSync('v1', path('..data'));
    symlinkSync('..data/a', path('a'));
    const { fresh: kept } = watch('a');
    symlinkSync('v2', path('..new'));
    renameSync(path('..new'), path('..data'));
    await vi.waitFor(() => expect(kept.current()).toBe('v2'));
  });

  it('stays as it was when the new files cannot be used, says so once, and recovers', async () => {
    writeFileSync(path('a'), 'one');
    const { fresh: kept, reloaded, broken } = watch('a');
    writeFileSync(path('a'), 'broken');
    await vi.waitFor(() => expect(broken.mock.calls).toEqual([[['it is broken']]]));
    rmSync(path('a'));
    await vi.waitFor(() => expect(broken.mock.lastCall).toEqual([['a file is not there or cannot be read']]));
    await looks();
    expect(broken).toHaveBeenCalledTimes(2);
    expect(kept.current()).toBe('one');
    expect(reloaded).not.toHaveBeenCalled();
    writeFileSync(path('a'), 'two');
    await vi.waitFor(() => expect(kept.current()).toBe('two'));
  });

  it('is not made of a file that is still being written', async () => {
    writeFileSync(path('a'), 'one');
    const { fresh: kept, reloaded } = watchEvery(50, 'a');
    const writing = setInterval(() => writeFileSync(path('a'), `half ${Math.random()}`), 1);
    await new Promise((resolve) => setTimeout(resolve, 250));
    clearInterval(writing);
    expect(reloaded).not.toHaveBeenCalled();
    writeFileSync(path('a'), 'whole');
    await vi.waitFor(() => expect(kept.current()).toBe('whole'));
  });

  it('is left alone when nothing changes, and after the end', async () => {
    writeFileSync(path('a'), 'one');
    const { fresh: kept, reloaded } = watch('a');
    await looks();
    kept.close();
    writeFileSync(path('a'), 'two');
    await looks();
    expect(kept.current()).toBe('one');
    expect(reloaded).not.toHaveBeenCalled();
  });

  it('must be usable at the start', () => {
    writeFileSync(path('a'), 'broken');
    expect(() => watch('a')).toThrow('it is broken');
    expect(() => watch('nowhere')).toThrow('cannot be read');
    expect(readFiles([path('nowhere')], joined)).toEqual({
      ok: false,
      mistakes: [expect.stringMatching(/read/)],
    });
  });
});
