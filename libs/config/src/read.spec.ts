import { describe, expect, it } from 'vitest';
import { integer, readSettings, showSettings, text, unknownVariables, url } from './index';

const description = 'for a test';
const settings = {
  port: integer('SSBTEK_HTTP_PORT', { min: 1, max: 65_535, default: 8080, description }),
  key: text('SSBTEK_KEY', { secret: true, pattern: /[a-f]+/, rule: 'a to f', description }),
  address: url('SSBTEK_URL', { description }),
};

describe('readSettings', () => {
  it('gives every value', () => {
    expect(readSettings(settings, { SSBTEK_KEY: 'abc' })).toEqual({
      ok: true,
      values: { port: 8080, key: 'abc', address: undefined },
    });
  });
  it('names every mistake at once, and no secret', () => {
    const result = readSettings(settings, {
      SSBTEK_HTTP_PORT: 'x',
      SSBTEK_KEY: 'hemlig',
      SSBTEK_URL: 'nowhere',
    });
    expect(result).toEqual({
      ok: false,
      mistakes: [
        expect.stringContaining('SSBTEK_HTTP_PORT'),
        expect.stringContaining('SSBTEK_KEY'),
        expect.stringContaining('SSBTEK_URL'),
      ],
      values: {},
    });
    expect(JSON.stringify(result)).not.toContain('hemlig');
  });
});

describe('showSettings', () => {
  it('shows what is in force, sorted, secrets masked, a shared variable once', () => {
    const shown = showSettings([settings, { again: settings.port }], {
      SSBTEK_KEY: 'abc',
      SSBTEK_HTTP_PORT: '81',
    });
    expect(shown).toEqual([
      { name: 'SSBTEK_HTTP_PORT', shown: '81' },
      { name: 'SSBTEK_KEY', shown: '********' },
      { name: 'SSBTEK_URL', shown: '(unset)' },
    ]);
  });
  it('masks a value that breaks its rule: it may be an address with a password', () => {
    const shown = showSettings([settings], { SSBTEK_URL: 'http://u:pw@x' });
    expect(JSON.stringify(shown)).not.toContain('pw');
  });
});

describe('unknownVariables', () => {
  const known = ['SSBTEK_HTTP_PORT', 'SSBTEK_KEY'];
  it('names variables of ours that nobody declares, and what was probably meant', () => {
    const env = {
      SSBTEK_HTPT_PORT: '1',
      SSBTEK_ELSEWHERE: 'x',
      SSBTEK_KEY: 'x',
      PATH: '/bin',
      OTHER_HTTP_PORT: '1',
    };
    expect(unknownVariables(known, env)).toEqual([
      { name: 'SSBTEK_ELSEWHERE', mistake: 'SSBTEK_ELSEWHERE is not a setting of this program.' },
      {
        name: 'SSBTEK_HTPT_PORT',
        meant: 'SSBTEK_HTTP_PORT',
        mistake: 'SSBTEK_HTPT_PORT is not a setting of this program; did you mean SSBTEK_HTTP_PORT?',
      },
    ]);
  });
});
