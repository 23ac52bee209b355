import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from '@ssbtek/config';
import { testTelemetry } from '@ssbtek/telemetry';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { kafkaLogin, kafkaSaslMistakes, kafkaSaslSettings } from './kafka-sasl';

const folder = mkdtempSync(join(tmpdir(), 'kafka-sasl-'));
const file = (name: string, content: string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const secret = file('secret', 'first\n');
const empty = file('empty', '\n');
afterAll(() => rmSync(folder, { recursive: true }));

function read(env: Readonly<Record<string, string>>) {
  const named = Object.entries(env).map(([name, value]) => [`SSBTEK_KAFKA_SASL_${name}`, value]);
  const result = readSettings(kafkaSaslSettings, Object.fromEntries(named) as Record<string, string>);
  if (!result.ok) throw new Error(result.mistakes.join());
  return result.values;
}
const mistakes = (env: Readonly<Record<string, string>>, kafkaTls: 'on' | 'off' = 'on'): readonly string[] =>
  kafkaSaslMistakes({ ...read(env), kafkaTls });

const user = { USERNAME: 'mesh', PASSWORD_FILE: secret };
const server = { TOKEN_URL: 'https://id.example/token', CLIENT_ID: 'mesh', CLIENT_SECRET_FILE: secret };

describe('settings of the login at the brokers', () => {
  it.each([
    {},
    { MECHANISM: 'PLAIN', ...user },
    { MECHANISM: 'SCRAM-SHA-512', ...user },
    { MECHANISM: 'OAUTHBEARER', TOKEN_FILE: secret },
    { MECHANISM: 'OAUTHBEARER', ...server, SCOPE: 'kafka' },
  ])('go together: %j', (env) => {
    expect(mistakes(env)).toEqual([]);
  });

  it.each<[Record<string, string>, readonly string[]]>([
    [{ USERNAME: 'mesh' }, ['SSBTEK_KAFKA_SASL_USERNAME has no meaning']],
    [{ MECHANISM: 'PLAIN', USERNAME: 'mesh' }, ['SSBTEK_KAFKA_SASL_PASSWORD_FILE must be set']],
    [{ MECHANISM: 'PLAIN', USERNAME: 'mesh', PASSWORD_FILE: empty }, ['the file is empty']],
    [{ MECHANISM: 'PLAIN', ...user, SCOPE: 'x' }, ['SSBTEK_KAFKA_SASL_SCOPE has no meaning']],
    [{ MECHANISM: 'OAUTHBEARER' }, ['TOKEN_URL must', 'CLIENT_ID must', 'CLIENT_SECRET_FILE must']],
    [
      { MECHANISM: 'OAUTHBEARER', TOKEN_FILE: secret, CLIENT_ID: 'x' },
      ['beside SSBTEK_KAFKA_SASL_TOKEN_FILE'],
    ],
    [{ MECHANISM: 'OAUTHBEARER', ...server, TOKEN_URL: 'http://id.example' }, ['must be an https address']],
  ])('are told when they do not: %j', (env, wanted) => {
    const found = mistakes(env);
    expect(found).toHaveLength(wanted.length);
    wanted.forEach((words, index) => expect(found[index]).toContain(words));
  });

  it.each(['PLAIN', 'OAUTHBEARER'])('send no secret of %s in plain text', (MECHANISM) => {
    const rest = MECHANISM === 'PLAIN' ? user : { TOKEN_FILE: secret };
    expect(mistakes({ MECHANISM, ...rest }, 'off').join()).toContain('SSBTEK_KAFKA_TLS must be on');
  });
});

it('a password that has changed is the one of the next login', async () => {
  const login = kafkaLogin(read({ MECHANISM: 'SCRAM-SHA-256', ...user }), testTelemetry());
  if (login?.mechanism !== 'SCRAM-SHA-256') throw new Error('unexpected');
  expect(login.current()).toEqual({ username: 'mesh', password: 'first' });
  file('secret', 'second and longer\n');
  await vi.waitFor(() => expect(login.current().password).toBe('second and longer'), { timeout: 10_000 });
  login.close();
});

it('there is none where none is asked for', () => {
  expect(kafkaLogin(read({}), testTelemetry())).toBeUndefined();
});
