import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeTree } from './tree.ts';

const DOCKERFILE = `
FROM one@sha256:1 AS build
WORKDIR /src
COPY package.json ./
RUN npm ci
COPY . .
RUN mkdir made && cat package.json kept/a.txt > made/all.txt
FROM two@sha256:2
WORKDIR /app
LABEL a="b"
COPY --from=build /src/package.json /src/made/all.txt /app/
COPY --from=build /src/kept /app/folder
ENV A=1
USER 65532:65532
ENTRYPOINT ["/node"]
CMD ["/app/x.js"]
`;

describe('the tree of an image', () => {
  let workspace: string;
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(workspace, path)), { recursive: true });
    writeFileSync(join(workspace, path), text);
  };
  beforeEach(() => {
    workspace = mkdtempSync(join(tmpdir(), 'ssbtek-tree-'));
    write('deploy/Dockerfile', DOCKERFILE);
    write('.dockerignore', '*\n!package.json\n!kept\n**/*.secret\n');
    write('package.json', '{}');
    write('kept/a.txt', 'a');
    write('kept/b.secret', 'b');
    write('other/c.txt', 'c');
  });
  afterEach(() => rmSync(workspace, { recursive: true }));
  const make = () => makeTree(join(workspace, 'out'), workspace);

  it('holds what the last stage copies, and says how it is started', async () => {
    const { root, ...start } = await make();
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
    expect(files).toEqual(['app', 'app/all.txt', 'app/folder', 'app/folder/a.txt', 'app/package.json']);
    expect(readFileSync(join(root, 'app/all.txt'), 'utf8')).toBe('{}a');
    expect(start).toEqual({
      user: '65532:65532',
      workdir: '/app',
      env: { A: '1' },
      labels: { a: 'b' },
      entrypoint: ['/node'],
      cmd: ['/app/x.js'],
    });
  });

  it('leaves nothing of an earlier one, and no traces of the build', async () => {
    await make();
    write('out/app/old.txt', 'old');
    await make();
    expect(readdirSync(join(workspace, 'out/app'))).not.toContain('old.txt');
    expect(readdirSync(join(workspace, '.cache/image'))).toEqual([]);
  });

  it.each(['a folder with something in it', 'a file'])('is not made in the place of %s', async (what) => {
    write(what === 'a file' ? 'out' : 'out/own.txt', 'own');
    await expect(make()).rejects.toThrow(/is left as it is/);
    expect(readFileSync(join(workspace, what === 'a file' ? 'out' : 'out/own.txt'), 'utf8')).toBe('own');
  });

  it.each([
    ['runs something in the last stage', 'ENV A=1', 'RUN true', /last stage only copies/],
    ['copies from the context into the image', '--from=build /src/kept', 'kept', /last stage only copies/],
    ['copies what was not built', '/src/kept', '/src/nothing', /nothing was not built/],
    ['fetches in the build', 'COPY . .', 'ADD https://example.org/x .', /ADD in the build/],
    ['has a build that fails', 'mkdir made', 'false', /Command failed/],
  ])('is not made of a Dockerfile that %s', async (_, before, after, why) => {
    write('deploy/Dockerfile', DOCKERFILE.replace(before, after));
    await expect(make()).rejects.toThrow(why);
  });
});
