import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { stagesOf } from './dockerfile.ts';

const TEXT = `
ARG NAME=base
FROM \${NAME}@sha256:1 AS build
WORKDIR /src
# A comment.
RUN a && \\
    b
FROM other
COPY --from=build /src/x /src/y /app/
ENV A=1 B="two words"
CMD ["/app/x", "--y"]
`;

describe('stages of a Dockerfile', () => {
  it('are read with what a build needs to know', () => {
    const [build, last, ...more] = stagesOf(TEXT);
    expect(more).toEqual([]);
    expect([build?.name, last?.name, last?.base]).toEqual(['build', undefined, 'other']);
    expect(build?.instructions).toEqual([
      { keyword: 'WORKDIR', args: ['/src'], properties: {} },
      { keyword: 'RUN', args: ['a', '&&', 'b'], properties: {} },
    ]);
    expect(last?.instructions).toEqual([
      { keyword: 'COPY', args: ['/src/x', '/src/y', '/app/'], from: 'build', properties: {} },
      { keyword: 'ENV', args: expect.any(Array), properties: { A: '1', B: 'two words' } },
      { keyword: 'CMD', args: ['/app/x', '--y'], properties: {} },
    ]);
  });
});

describe('the Dockerfile of the repository', () => {
  const text = readFileSync(new URL('../../deploy/Dockerfile', import.meta.url), 'utf8');
  const [build, last] = stagesOf(text);

  it('gives both bases by digest', () => {
    const digests = [...text.matchAll(/^ARG \w+_DIGEST=(.*)$/gm)].map(([, digest]) => digest);
    expect(digests).toHaveLength(2);
    for (const digest of digests) expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    for (const stage of [build, last]) expect(stage?.base).toMatch(/^\$\{\w+_NAME\}@\$\{\w+_DIGEST\}$/);
  });

  it('ends with a stage that runs nothing, as a user by number, with a command that is no shell', () => {
    const only = (keyword: string) => last?.instructions.filter((one) => one.keyword === keyword) ?? [];
    expect(only('RUN')).toEqual([]);
    expect(only('USER').map(({ args }) => args)).toEqual([['65532:65532']]);
    expect(only('ENTRYPOINT').map(({ args }) => args)).toEqual([['/nodejs/bin/node']]);
    expect(only('COPY').every(({ from }) => from === 'build')).toBe(true);
  });

  it('tells processes of their memory what the launcher would', () => {
    const launcher = readFileSync(new URL('../build/launcher.js', import.meta.url), 'utf8');
    const [, mib] = /YOUNG_MIB = (\d+);/.exec(launcher) ?? [];
    const [, arenas] = /MALLOC_ARENA_MAX: '(\d+)'/.exec(launcher) ?? [];
    const env = last?.instructions.filter(({ keyword }) => keyword === 'ENV') ?? [];
    expect(Object.assign({}, ...env.map(({ properties }) => properties))).toMatchObject({
      NODE_OPTIONS: `--max-semi-space-size=${mib}`,
      MALLOC_ARENA_MAX: arenas,
    });
  });
});
