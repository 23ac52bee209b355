import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { KODER } from '@ssbtek/bastjanst-registry';
import { WORKSPACE } from '../../build/bundle.ts';
import { chart, CHART } from './chart.ts';
import { defaultsOf, leavesOf } from './field.ts';
import { VALUES } from './values.ts';

const files = new Map(chart().map(({ path, text }) => [path.slice(CHART.length + 1), text]));
const textOf = (path: string): string =>
  files.get(path) ?? readFileSync(join(WORKSPACE, CHART, path), 'utf8');
const valid = new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true }).compile(
  JSON.parse(textOf('values.schema.json')) as object,
);
const mistakes = (values: unknown): readonly string[] =>
  valid(values)
    ? []
    : (valid.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);

describe('values.yaml', () => {
  const values: unknown = parse(textOf('values.yaml'));

  it('has every value as it is when nobody sets it', () => {
    expect(values).toEqual(defaultsOf(VALUES));
  });

  it('has every agency with all of its addresses', () => {
    expect(Object.keys((values as { agencies: object }).agencies)).toEqual(KODER);
  });

  it.each(['values.yaml', 'values-dev.yaml', 'values-test.yaml', 'values-prod.yaml'])(
    '%s is as the schema wants it',
    (file) => {
      expect(mistakes(parse(textOf(file)))).toEqual([]);
    },
  );
});

describe('the schema refuses', () => {
  it.each<[string, object, RegExp]>([
    ['an unknown value', { ingres: {} }, /must NOT have additional properties/],
    ['an unknown agency', { agencies: { xyz: {} } }, /\/agencies must NOT have/],
    ['a wrong type', { ingress: { replicas: 'two' } }, /\/ingress\/replicas must be integer/],
    ['no pods', { aggregator: { replicas: 0 } }, /\/aggregator\/replicas must be >= 1/],
    ['a setting that no process has', { settings: { SSBTEK_DEADLNE_MS: 1 } }, /\/settings must NOT have/],
    [
      'a setting of another agency',
      { agencies: { af: { settings: { SSBTEK_AGENCY_FK_URL: '' } } } },
      /af\/settings/,
    ],
    [
      'a setting that the chart makes itself',
      { ingress: { settings: { SSBTEK_TLS_MODE: 'off' } } },
      /settings/,
    ],
    [
      'brokers without a port',
      { kafka: { brokers: 'kafka.example' } },
      /\/kafka\/brokers must match pattern/,
    ],
    ['a digest that is none', { image: { digest: 'latest' } }, /\/image\/digest must match pattern/],
    [
      'more workers than partitions',
      { workers: { scaling: { maxReplicas: 13 } } },
      /maxReplicas must be <= 12/,
    ],
    ['another provider', { kafka: { provider: 'redpanda' } }, /\/kafka\/provider must be equal to one/],
    [
      'a Swedish number that is none',
      { certManager: { organisation: '2021005521' } },
      /organisation must match/,
    ],
  ])('%s', (_, values, message) => {
    expect(mistakes(values).join('\n')).toMatch(message);
  });

  it('nothing that a chart above this one needs', () => {
    expect(mistakes({ global: { anything: 1 } })).toEqual([]);
  });
});

describe('the templates', () => {
  const HAND_WRITTEN = ['templates/NOTES.txt', 'templates/checks.yaml', 'templates/monitoring.yaml'];
  const templates = [...files.keys(), ...HAND_WRITTEN].filter((path) => path.startsWith('templates/'));
  const used = new Set(
    templates.flatMap((path) =>
      [...textOf(path).matchAll(/(?:\.Values|\$(agency|worker))((?:\.\w+)+)/g)].map(
        ([, variable, rest = '']) =>
          `${{ agency: 'agencies.<code>', worker: 'workers' }[variable ?? ''] ?? ''}${rest}`.replace(
            /^\./,
            '',
          ),
      ),
    ),
  );
  const known = leavesOf(VALUES).map(([path]) => path.replace(/^agencies\.\w+/, 'agencies.<code>'));

  it('use every value', () => {
    const overridden = known.filter((path) => path.startsWith('agencies.<code>.'));
    const unused = known.filter(
      (path) =>
        !used.has(path) &&
        // What an agency has instead of all workers is read as theirs.
        !(overridden.includes(path) && used.has(path.replace('agencies.<code>', 'workers'))),
    );
    expect([...new Set(unused)]).toEqual([]);
  });

  it('use no value that there is not', () => {
    const groups = new Set(
      known.flatMap((path) => path.split('.').map((_, index, steps) => steps.slice(0, index + 1).join('.'))),
    );
    expect([...used].filter((path) => !groups.has(path))).toEqual([]);
  });

  it.each(templates.filter((path) => path.endsWith('.yaml')))('%s opens and closes its blocks', (path) => {
    const text = textOf(path);
    const opened = text.match(/\{\{-? (?:if|with|range|define) /g) ?? [];
    expect(text.match(/\{\{-? end \}\}/g) ?? []).toHaveLength(opened.length);
  });

  it('name no agency: another one is values only', () => {
    const made = [...files.keys()].filter((path) => /^templates\/.*\.yaml$/.test(path));
    const naming = made.filter((path) =>
      KODER.some((kod) => new RegExp(`\\b${kod}\\b`, 'i').test(textOf(path))),
    );
    expect(naming).toEqual([]);
  });
});
