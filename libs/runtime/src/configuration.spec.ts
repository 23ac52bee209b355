import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Environment } from '@ssbtek/config';
import { loadConfiguration } from './configuration';
import type { Role } from './role';
import { testRole } from './testing/test-roles';

const folder = mkdtempSync(join(tmpdir(), 'runtime-'));
const file = (name: string, content: string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const key = createHash('sha256').update('a key').digest('base64');
const goodKeys = file('keys.json', JSON.stringify({ active: 'a', keys: { a: key } }));
const badKeys = file('bad.json', JSON.stringify({ active: 'a', keys: { a: 'aGVtbGln' } }));
afterAll(() => rmSync(folder, { recursive: true }));

const worker = testRole('worker-csn', { owns: ['SSBTEK_AGENCY_CSN_'] });
const simulator = testRole('simulator', { needsBus: false });
const all = [worker, testRole('ingress')];
const alone = { SSBTEK_KAFKA_BROKERS: 'a:9092', SSBTEK_PAYLOAD_KEYS_FILE: goodKeys };

function mistakes(roles: readonly Role[], env: Environment): readonly string[] {
  const result = loadConfiguration(roles, env);
  return result.ok ? [] : result.mistakes;
}

function keyId(roles: readonly Role[], env: Environment): string {
  const result = loadConfiguration(roles, env);
  return result.ok
    ? result.configuration.sealer.seal(new Uint8Array(), 't').keyId
    : result.mistakes.join(' ');
}

describe('the configuration of a process', () => {
  it('holds the values of the process and of each role', () => {
    const result = loadConfiguration([worker], { ...alone, SSBTEK_HTTP_PORT: '81' });
    expect(result).toMatchObject({
      ok: true,
      configuration: { process: { managementPort: 9464, kafkaBrokers: ['a:9092'], logLevel: 'info' } },
    });
    expect(result.ok && result.configuration.roles.get('worker-csn')).toMatchObject({ port: 81 });
  });

  it('names every mistake at once, each once: process, bus, keys, roles, checks and unknown names', () => {
    const checked = testRole('checked', { checks: () => [() => ['A is later than B.']] });
    const env = { SSBTEK_MANAGEMENT_PORT: 'x', SSBTEK_LOG_LEVEL: 'loud', SSBTEK_HTPT_PORT: '1' };
    expect(
      mistakes([checked, testRole('second', { checks: () => [() => ['A is later than B.']] })], env),
    ).toEqual([
      expect.stringContaining('SSBTEK_MANAGEMENT_PORT'),
      expect.stringContaining('SSBTEK_LOG_LEVEL'),
      'A is later than B.',
      expect.stringContaining('did you mean SSBTEK_HTTP_PORT?'),
    ]);
    expect(mistakes([checked], { SSBTEK_HTTP_PORT: 'x' })).toEqual([
      expect.stringContaining('SSBTEK_HTTP_PORT'),
      expect.stringContaining('SSBTEK_KAFKA_BROKERS must be set'),
      expect.stringContaining('SSBTEK_PAYLOAD_KEYS_FILE must be set'),
      'A is later than B.',
    ]);
  });

  it('leaves out only the checks that ask for a value which could not be read', () => {
    const checked = testRole('checked', {
      checks: (values, { process }) => [
        () => [`${String(values['pin'])} is no pin.`],
        () => [`${String(values['port'])} is no port.`],
        () => [`${String(process.managementPort)} is no port.`],
        () => [`${process.logLevel} is too loud.`],
      ],
    });
    const env = { SSBTEK_HTTP_PORT: 'x', SSBTEK_AGENCY_CSN_PIN: '7', SSBTEK_MANAGEMENT_PORT: 'y' };
    const found = mistakes([checked, worker], env);
    expect(found).toEqual([
      expect.stringContaining('SSBTEK_MANAGEMENT_PORT'),
      expect.stringContaining('SSBTEK_HTTP_PORT'),
      '7 is no pin.',
      'info is too loud.',
    ]);
  });
});

describe('the time of a stop', () => {
  const slow = testRole('slow', { stopMs: () => 60_000 });
  const stopOf = (roles: readonly Role[], env: Environment = {}): number | readonly string[] => {
    const result = loadConfiguration(roles, env);
    return result.ok ? result.configuration.stopTimeoutMs : result.mistakes;
  };
  it('is what the slowest role may need and a little more', () => {
    expect(stopOf([slow, worker])).toBe(63_000);
    expect(stopOf([worker, worker])).toBe(3000);
  });
  it('is as told, unless callers would be cut off', () => {
    expect(stopOf([slow, worker], { SSBTEK_STOP_TIMEOUT_MS: '61000' })).toBe(61_000);
    expect(stopOf([slow, worker], { SSBTEK_STOP_TIMEOUT_MS: '28000' })).toEqual([
      'SSBTEK_STOP_TIMEOUT_MS (28000 ms) must be at least 60000 ms: so long slow may need for what is in flight.',
    ]);
  });
});

describe('the bus in memory', () => {
  it.each<[string, readonly Role[], number]>([
    ['several roles of one process', all, 0],
    ['a role that needs no bus', [simulator], 0],
    ['a role alone', [worker], 2],
  ])('serves %s', (_, roles, count) => expect(mistakes(roles, {})).toHaveLength(count));
});

describe('payload keys', () => {
  it.each<[string, readonly Role[], Environment, string | RegExp]>([
    ['several roles in memory make their own', all, {}, 'process'],
    [
      'several roles of one process over Kafka make their own',
      all,
      { SSBTEK_KAFKA_BROKERS: 'a:1' },
      'process',
    ],
    ['come from the file', [worker], alone, 'a'],
    ['come from the file for several roles too', all, { SSBTEK_PAYLOAD_KEYS_FILE: goodKeys }, 'a'],
    ['are not used when encryption is off', [worker], { ...alone, SSBTEK_PAYLOAD_ENCRYPTION: 'off' }, 'none'],
    [
      'must be there for a role alone',
      [worker],
      { SSBTEK_KAFKA_BROKERS: 'a:1' },
      /SSBTEK_PAYLOAD_KEYS_FILE must be set/,
    ],
    [
      'must be usable',
      [worker],
      { ...alone, SSBTEK_PAYLOAD_KEYS_FILE: badKeys },
      /must hold usable keys: key "a" has 6 bytes, 32 are needed\.$/,
    ],
    ['are not needed without a bus', [simulator], {}, 'process'],
  ])('%s', (_, roles, env, expected) => {
    if (typeof expected === 'string') expect(keyId(roles, env)).toBe(expected);
    else expect(keyId(roles, env)).toMatch(expected);
    expect(keyId(roles, env)).not.toContain('aGVtbGln');
  });
});

describe('an unknown variable', () => {
  it.each<[string, readonly Role[], string, boolean]>([
    ['a misspelling of an own one, role alone', [worker], 'SSBTEK_AGENCY_CSN_URLL', true],
    ['a misspelling of a process setting, role alone', [worker], 'SSBTEK_LOGLEVEL', true],
    ["another role's, role alone", [worker], 'SSBTEK_PARTIES_FILE', false],
    ['an unknown one under its own prefix, role alone', [worker], 'SSBTEK_AGENCY_CSN_TIMEOUT', true],
    ['an unknown one under a prefix of every process, role alone', [worker], 'SSBTEK_KAFKA_SERVERS', true],
    ["another agency's, role alone", [worker], 'SSBTEK_AGENCY_SN_URL', false],
    ["another role's, all roles", all, 'SSBTEK_PARTIES_FILE', true],
    ["the local Kafka's port, all roles", all, 'SSBTEK_KAFKA_PORT', false],
  ])('%s', (_, roles, name, mistaken) => {
    expect(mistakes(roles, { ...alone, [name]: 'x' })).toHaveLength(mistaken ? 1 : 0);
  });
});

describe('several roles that are a part of the mesh', () => {
  const workers = [worker, testRole('worker-so', { owns: ['SSBTEK_AGENCY_SO_'] })];
  const mistakesOf = (env: Environment): readonly string[] => {
    const result = loadConfiguration(workers, env, { part: true });
    return result.ok ? [] : result.mistakes;
  };

  it('need a broker and keys, as each would alone', () => {
    expect(mistakesOf({})).toEqual([
      expect.stringMatching(/^SSBTEK_KAFKA_BROKERS must be set/),
      expect.stringMatching(/^SSBTEK_PAYLOAD_KEYS_FILE must be set/),
    ]);
    expect(mistakesOf(alone)).toEqual([]);
  });

  it.each([
    ['SSBTEK_PARTIES_FILE', false],
    ['SSBTEK_AGENCY_SO_X', true],
    ['SSBTEK_AGENCY_AF_URL', false],
  ])('share their environment with the others: %s', (name, mistaken) => {
    expect(mistakesOf({ ...alone, [name]: 'x' })).toHaveLength(mistaken ? 1 : 0);
  });
});
