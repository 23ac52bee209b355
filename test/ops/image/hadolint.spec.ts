import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { program } from '../../../tools/programs/program';

const DOCKERFILE = readFileSync(new URL('../../../deploy/Dockerfile', import.meta.url), 'utf8');

describe('the Dockerfile', () => {
  let hadolint: string;
  beforeAll(async () => {
    hadolint = await program('hadolint');
  });
  const findings = (text: string): readonly string[] => {
    const { stdout } = spawnSync(hadolint, ['--format', 'json', '-'], { input: text, encoding: 'utf8' });
    return (JSON.parse(stdout) as readonly { code: string }[]).map(({ code }) => code);
  };

  it('has no finding', () => {
    expect(findings(DOCKERFILE)).toEqual([]);
  });

  it.each([
    ['a base without a version', DOCKERFILE.replace(/FROM .* AS build/, 'FROM node AS build'), 'DL3006'],
    ['ADD where COPY is meant', DOCKERFILE.replace('COPY . .', 'ADD . .'), 'DL3020'],
    ['a command as a text for a shell', DOCKERFILE.replace(/CMD .*/, 'CMD node main.js'), 'DL3025'],
    ['a relative working directory', DOCKERFILE.replace('WORKDIR /app', 'WORKDIR app'), 'DL3000'],
  ])('would have one with %s', (_, text, code) => {
    expect(findings(text)).toContain(code);
  });
});
