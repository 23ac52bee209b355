import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { BASTJANSTER, KODER } from '@ssbtek/bastjanst-registry';
import { INQUIRY_TOPIC, TOPICS } from '@ssbtek/messaging';
import { chartSettings } from './support/chart-settings';
import { ROOT } from './support/workspace';

type Tree = { readonly [key: string]: Tree };
interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: unknown;
  readonly maximum?: number;
}

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const chart = (path: string): string => read(join('deploy/helm', path));
const values = parse(chart('values.yaml')) as Tree;
const schema = JSON.parse(chart('values.schema.json')) as Schema & {
  readonly definitions: Readonly<Record<string, Schema>>;
};
const valid = new Ajv({
  strict: true,
  strictRequired: false,
  allowUnionTypes: true,
  strictTypes: false,
}).compile(schema);
const mistakes = (given: unknown): string =>
  valid(given)
    ? ''
    : (valid.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`).join('\n');

/** Dotted paths of all values that a schema knows, without what maps and lists have inside, and settings. */
function pathsOf(one: Schema, under = ''): readonly string[] {
  const { properties, additionalProperties } =
    one.$ref === undefined ? one : (schema.definitions[one.$ref.split('/').at(-1) ?? ''] ?? {});
  if (!properties || additionalProperties !== false || /(settings|resources|Probe)$/.test(under))
    return [under];
  return Object.entries(properties).flatMap(([key, inner]) =>
    pathsOf(inner, under === '' ? key : `${under}.${key}`),
  );
}
const at = (tree: unknown, path: string): unknown =>
  path.split('.').reduce((inner, key) => (inner as Tree | undefined)?.[key], tree);

describe('values.yaml', () => {
  it.each(['values.yaml', 'values-dev.yaml', 'values-test.yaml', 'values-prod.yaml'])(
    '%s is as the schema wants it',
    (file) => {
      expect(mistakes(parse(chart(file)))).toBe('');
    },
  );

  it('shows every value that the schema knows', () => {
    const { global: _, agencies: __, ...properties } = schema.properties ?? {};
    const known = pathsOf({ additionalProperties: false, properties });
    expect(known.length).toBeGreaterThan(60);
    expect(known.filter((path) => at(values, path) === undefined)).toEqual([]);
  });

  it('has every agency, by its name and with all of its addresses', () => {
    const { agencies } = values as { agencies: Readonly<Record<string, Tree>> };
    expect(Object.keys(agencies)).toEqual(KODER);
    for (const { descriptor, protocols } of BASTJANSTER) {
      expect(chart('values.yaml')).toContain(`  # ${descriptor.namn}\n  ${descriptor.kod}:\n`);
      const addresses = Object.fromEntries(protocols.map(({ urlVariable }) => [urlVariable, '']));
      expect(agencies[descriptor.kod]).toEqual({
        settings: addresses,
        clientCertificate: false,
        ca: '',
        egress: { to: [], port: 443 },
      });
    }
  });

  it('has no more workers than partitions of inquiries', () => {
    const partitions = TOPICS.find(({ name }) => name === INQUIRY_TOPIC)?.partitions;
    expect(at(values, 'workers.scaling.maxReplicas')).toBe(partitions);
    expect(schema.definitions['scaling']?.properties?.['maxReplicas']?.maximum).toBe(partitions);
  });
});

describe('the schema knows the settings that processes declare, and no others', () => {
  const { shared, ingress, portal, probe, aggregator, together, workers } = chartSettings();
  const keys = (path: string): readonly string[] =>
    Object.keys(
      path.split('.').reduce<Schema | undefined>((one, key) => one?.properties?.[key], schema)?.properties ??
        {},
    ).sort();

  it.each<[string, ReadonlySet<string>]>([
    ['settings', shared],
    ['ingress.settings', ingress],
    ['portal.settings', portal],
    ['probe.settings', probe],
    ['aggregator.settings', aggregator],
    ['workersTogether.settings', together],
  ])('%s', (path, declared) => {
    expect(declared.size).toBeGreaterThan(0);
    expect(keys(path)).toEqual([...declared].sort());
  });

  it('of each agency', () => {
    expect(keys('agencies')).toEqual([...KODER].sort());
    const { properties = {}, patternProperties = {} } =
      schema.definitions['agency']?.properties?.['settings'] ?? {};
    const alike = Object.keys(patternProperties).map(
      (pattern) => /^\^SSBTEK_AGENCY_\[A-Z0-9\]\+_([A-Z_]+)\$$/.exec(pattern)?.[1],
    );
    expect(alike.length).toBeGreaterThan(3);
    const known = KODER.flatMap((kod) => alike.map((name) => `SSBTEK_AGENCY_${kod.toUpperCase()}_${name}`));
    const declared = [...workers.values()].flatMap((names) => [...names]);
    expect([...known, ...Object.keys(properties)].sort()).toEqual([...declared].sort());
    for (const [kod, names] of workers)
      for (const other of KODER)
        for (const name of names)
          expect([
            name,
            other,
            mistakes({ agencies: { [other]: { settings: { [name]: '' } } } }) === '',
          ]).toEqual([name, other, other === kod]);
  });
});

describe('the schema refuses', () => {
  it.each<[string, object, RegExp]>([
    ['an unknown value', { ingres: {} }, /must NOT have additional properties/],
    ['an unknown agency', { agencies: { xyz: {} } }, /\/agencies must NOT have/],
    ['an unknown value of an agency', { agencies: { af: { egres: {} } } }, /\/agencies\/af must NOT have/],
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
  ])('%s', (_, given, message) => {
    expect(mistakes(given)).toMatch(message);
  });

  it('nothing that a chart above this one needs', () => {
    expect(mistakes({ global: { anything: 1 } })).toBe('');
  });
});

const templates = readdirSync(join(ROOT, 'deploy/helm/templates'), { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(yaml|tpl|txt)$/.test(path))
  .map((path) => ({ path, text: chart(join('templates', path)) }));

/** Whether a template is given the group that a value is in, and asks for the value by its name. */
function isHandedOn(path: string, used: ReadonlySet<string>): boolean {
  const steps = path.split('.');
  const name = steps.pop() ?? '';
  const groups = steps.map((_, at) => steps.slice(0, at + 1).join('.'));
  const asked = new RegExp(`"${name}"|\\.(?:service|image)\\.${name}\\b|\\$scaling\\.${name}\\b`);
  const handedOn = groups.length === 0 || groups.some((group) => used.has(group));
  return handedOn && templates.some(({ text }) => asked.test(text.replaceAll(COMMENT, '')));
}

const COMMENT = /\/\*[^]*?\*\/|^ *# .*/gm;

describe('the templates', () => {
  it('use every value, and none that there is not', () => {
    const used = new Set(
      templates.flatMap(({ text }) =>
        [...text.matchAll(/\.Values((?:\.\w+)+)/g)].map(([, path = '']) => path.slice(1)),
      ),
    );
    const groups = ['agencies', 'workers', 'workersTogether'];
    const { global: _, ...properties } = schema.properties ?? {};
    const known = pathsOf({ additionalProperties: false, properties }).filter(
      (path) => !groups.includes(path.split('.')[0] ?? ''),
    );
    const nodePools = (path: string): string =>
      path.replace(/^(kafka\.strimzi\.(?:brokers|controllers))\..*/, '$1');
    expect(known.map(nodePools).filter((path) => !used.has(path) && !isHandedOn(path, used))).toEqual([]);
    const all = [
      'global',
      ...groups,
      ...known.flatMap((path) => path.split('.').map((__, n, steps) => steps.slice(0, n + 1).join('.'))),
    ];
    const unknown = [...used].filter((path) => !all.includes(path) && at(values, path) === undefined);
    expect(unknown).toEqual([]);
  });

  it('name no agency but where the simulator has it: another one needs no template', () => {
    const naming = templates.flatMap(({ path, text }) =>
      KODER.filter((kod) => new RegExp(`\\b${kod}\\b|_${kod}_`, 'i').test(text.replaceAll(COMMENT, ''))).map(
        () => path,
      ),
    );
    expect([...new Set(naming)]).toEqual(['_settings.tpl']);
  });

  it('know where the simulator has each agency', () => {
    const [, block = ''] =
      /define "ssbtek\.settings\.simulated" -}}\n([^]*?)\{\{- end/.exec(chart('templates/_settings.tpl')) ??
      [];
    expect(parse(block)).toEqual(
      Object.fromEntries(
        BASTJANSTER.map(({ descriptor: { kod }, protocols }) => [
          kod,
          Object.fromEntries(
            protocols.map(({ urlVariable, simulatorPath }) => [
              urlVariable,
              `http://ssbtek-simulator:8090/${kod}${simulatorPath}`,
            ]),
          ),
        ]),
      ),
    );
  });
});

describe('the chart', () => {
  it('is of the version of the mesh', () => {
    const { version } = JSON.parse(read('package.json')) as { readonly version: string };
    expect(parse(chart('Chart.yaml'))).toMatchObject({ name: 'ssbtek', version, appVersion: version });
  });

  it.each(['v1-fraga.xml', 'v11-testa.xml'])('asks with the documented %s', (file) => {
    expect(chart(`files/${file}`)).toBe(read(`docs/examples/${file}`));
  });
});
