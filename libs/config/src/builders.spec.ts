import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, expectTypeOf, it } from 'vitest';
import {
  choice,
  choices,
  decimal,
  filePath,
  flag,
  hostPortList,
  integer,
  text,
  url,
  type Setting,
} from './index';

const description = 'for a test';
const folder = mkdtempSync(join(tmpdir(), 'config-'));
const file = join(folder, 'some.pem');
writeFileSync(file, 'content');
afterAll(() => rmSync(folder, { recursive: true }));

const port = integer('X_PORT', { min: 0, max: 65_535, default: 8080, description });
const rate = decimal('X_RATE', { min: 0.01, max: 1, description });
const word = text('X_WORD', { pattern: /[a-z]+/, rule: 'small letters', description });
const on = flag('X_ON', { default: true, description });
const mode = choice('X_MODE', { of: ['off', 'proxy'], default: 'off', description });
const modes = choices('X_MODES', { of: ['a', 'b', 'c'], description });
const address = url('X_URL', { description });
const path = filePath('X_FILE', { description });
const brokers = hostPortList('X_BROKERS', { description });

describe('a value that keeps the rule', () => {
  it.each<[Setting<unknown>, string, unknown]>([
    [port, '9464', 9464],
    [port, ' 0\n', 0],
    [rate, '0.5', 0.5],
    [rate, '1', 1],
    [word, 'abc', 'abc'],
    [on, 'false', false],
    [on, 'off', false],
    [on, 'on', true],
    [mode, 'proxy', 'proxy'],
    [modes, 'c, a', ['c', 'a']],
    [address, 'https://agency.example:8443/soap?x=1', 'https://agency.example:8443/soap?x=1'],
    [path, file, file],
    [brokers, 'a.example:9092, 127.0.0.1:9093,[::1]:1', ['a.example:9092', '127.0.0.1:9093', '[::1]:1']],
  ])('%o %s', (setting, raw, value) => {
    expect(setting.parse(raw)).toEqual({ value });
  });
});

describe('a value that breaks the rule', () => {
  it.each<[Setting<unknown>, string, RegExp]>([
    [port, '80a', /^X_PORT must be a whole number from 0 to 65535, not "80a"\.$/],
    [port, '65536', /from 0 to 65535/],
    [port, '-1', /from 0 to 65535/],
    [port, '1e3', /whole number/],
    [port, '0x10', /whole number/],
    [port, '8080.5', /whole number/],
    [rate, '1.1', /^X_RATE must be a number from 0.01 to 1, not "1.1"\.$/],
    [rate, 'NaN', /a number/],
    [rate, '.5', /a number/],
    [word, 'abc1', /^X_WORD must be small letters\.$/],
    [word, 'a\nb', /small letters/],
    [on, 'yes', /^X_ON must be true or false, not "yes"\.$/],
    [mode, 'Proxy', /^X_MODE must be one of off, proxy, not "Proxy"\.$/],
    [modes, 'a,d', /^X_MODES must be some of a, b, c, each once, with commas between, not "a,d"\.$/],
    [modes, 'a,a', /each once/],
    [modes, 'a,,b', /some of/],
    [address, 'ftp://agency.example', /^X_URL must be an http or https address without credentials\.$/],
    [address, 'agency.example', /http or https/],
    [address, 'http:agency.example', /http or https/],
    [address, 'https://user:pw@agency.example', /without credentials/],
    [address, 'https://agency.example/#part', /http or https/],
    [path, join(folder, 'missing'), /^X_FILE must be the path of a file that exists and can be read\.$/],
    [path, folder, /a file/],
    [brokers, 'a.example', /^X_BROKERS must be host:port, several with commas between, not "a.example"\.$/],
    [brokers, 'a:9092,', /host:port/],
    [brokers, 'a:0', /host:port/],
    [brokers, 'a:65536', /host:port/],
  ])('%o %s', (setting, raw, mistake) => {
    expect(setting.parse(raw)).toEqual({ mistake: expect.stringMatching(mistake) });
  });

  it('is not repeated when it is secret or long', () => {
    const pin = integer('X_PIN', { min: 0, max: 9, secret: true, description });
    expect(JSON.stringify(pin.parse('4711'))).not.toContain('4711');
    expect(JSON.stringify(port.parse('7'.repeat(60)))).not.toContain('777');
  });
});

describe('an unset value', () => {
  const needed = text('X_NEEDED', { required: true, description });
  it.each<[Setting<unknown>, unknown]>([
    [port, 8080],
    [on, true],
    [mode, 'off'],
    [rate, undefined],
    [address, undefined],
  ])('%o is the default, or undefined', (setting, value) => {
    for (const raw of [undefined, '', '  ']) expect(setting.parse(raw)).toEqual({ value });
  });
  it('is a mistake where it is needed', () => {
    expect(needed.parse(undefined)).toEqual({ mistake: expect.stringMatching(/^X_NEEDED must be set/) });
  });
  it('has the type that follows from the options', () => {
    expectTypeOf(port).toEqualTypeOf<Setting<number>>();
    expectTypeOf(rate).toEqualTypeOf<Setting<number | undefined>>();
    expectTypeOf(needed).toEqualTypeOf<Setting<string>>();
    expectTypeOf(mode).toEqualTypeOf<Setting<'off' | 'proxy'>>();
  });
});

describe('the default as people read it', () => {
  it.each<[Setting<unknown>, string]>([
    [port, '8080'],
    [on, 'true'],
    [rate, '(unset)'],
    [integer('X', { min: 0, max: 1, derived: '0.8 of Y', description }), '0.8 of Y'],
    [text('X', { required: true, description }), '(required)'],
    [text('X', { default: 'hush', secret: true, description }), '(secret)'],
    [hostPortList('X', { default: ['a:1', 'b:2'], description }), 'a:1,b:2'],
  ])('%o is %s', (setting, shown) => expect(setting.defaultText).toBe(shown));
});
