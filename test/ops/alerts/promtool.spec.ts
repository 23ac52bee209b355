import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { WORKSPACE } from '../../../tools/build/bundle.ts';
import { RULE_TESTS } from '../../../tools/promql/rule-tests.ts';
import { ruleFiles, RULES } from '../../../tools/promql/rules.ts';
import { promtool } from './promtool';

/** The tests that know of one installation alone: without a namespace several cannot be told apart. */
const oneInstallation = (text: string): string =>
  text
    .split(/^(?= {2}- name: )/m)
    .filter((test) => !/namespace="(?!ssbtek")/.test(test))
    .join('');

describe('the rules, in the time that operators live in', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ssbtek-rules-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** The tests of a rule file with something in them changed. */
  function changed(name: string, change: (text: string) => string): string {
    const text = readFileSync(join(WORKSPACE, RULE_TESTS, `${name}.yaml`), 'utf8');
    const file = join(folder, `${name}.yaml`);
    writeFileSync(file, change(text).replaceAll('../../helm/files/rules/', join(WORKSPACE, RULES, '/')));
    return file;
  }

  const names = ruleFiles().map(({ name }) => name);

  it.each(names)('%s are what Prometheus loads', async (name) => {
    expect(await promtool('check', 'rules', join(WORKSPACE, RULES, `${name}.yaml`))).toBe('');
  });
  it.each(names)('%s fire in time, and are silent else', async (name) => {
    expect(await promtool('test', 'rules', join(WORKSPACE, RULE_TESTS, `${name}.yaml`))).toBe('');
  });
  it.each(names)('%s do the same where targets have no namespace', async (name) => {
    expect(
      await promtool(
        'test',
        'rules',
        changed(name, (text) => oneInstallation(text).replaceAll('namespace="ssbtek",', '')),
      ),
    ).toBe('');
  });
  it('a wrong expectation is noticed', async () => {
    const later = changed('agencies', (text) =>
      text.replace('exp_samples: []', 'exp_samples: [{ labels: x, value: 1 }]'),
    );
    expect(basename(later)).toBe('agencies.yaml');
    expect(await promtool('test', 'rules', later)).toContain('FAILED');
  });
});
