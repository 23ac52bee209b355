import { describe, expect, it } from 'vitest';
import { prepare } from './run';
import { testRole } from './testing/test-roles';

const roles = [testRole('worker-csn'), testRole('ingress')];

describe('prepare', () => {
  it('runs without arguments', () => {
    expect(prepare(roles, [], {})).toMatchObject({ run: { process: { managementPort: 9464 } } });
  });
  it('ends with 78 and every mistake on standard error', () => {
    const env = { SSBTEK_HTTP_PORT: 'x', SSBTEK_LOG_LEVEL: 'loud' };
    for (const args of [[], ['--verify-config']]) {
      expect(prepare(roles, args, env)).toEqual({
        exit: 78,
        out: '',
        err: expect.stringMatching(
          /^The configuration cannot be used:\n- SSBTEK_LOG_LEVEL .*\n- SSBTEK_HTTP_PORT .*\n$/,
        ),
      });
    }
  });
  it('--print-config shows what is in force, secrets masked, mistakes beside it', () => {
    const good = prepare(roles, ['--print-config'], {
      SSBTEK_AGENCY_CSN_PIN: 'hemlig',
      SSBTEK_HTTP_PORT: '81',
    });
    expect(good).toMatchObject({ exit: 0, err: '' });
    const out = 'out' in good ? good.out.split('\n') : [];
    expect(out).toContain('SSBTEK_HTTP_PORT=81');
    expect(out).toContain('SSBTEK_AGENCY_CSN_PIN=********');
    expect(out).toContain('SSBTEK_MANAGEMENT_PORT=9464');
    expect(new Set(out).size).toBe(out.length);
    const bad = prepare(roles, ['--print-config'], { SSBTEK_HTTP_PORT: 'x' });
    expect(bad).toMatchObject({
      exit: 78,
      out: expect.stringContaining('SSBTEK_HTTP_PORT=*'),
      err: expect.stringContaining('SSBTEK_HTTP_PORT'),
    });
  });
  it.each<[string[], object]>([
    [['--verify-config'], { exit: 0, out: 'The configuration can be used.\n', err: '' }],
    [['--version'], { exit: 0, out: 'unbuilt\n', err: '' }],
    [['--list-targets'], { exit: 0, out: 'worker-csn\ningress\n', err: '' }],
    [['--help'], { exit: 0, out: expect.stringContaining('--verify-config'), err: '' }],
    [['--frobnicate'], { exit: 64, out: '', err: expect.stringContaining('--print-config') }],
    [['--help', '--help'], { exit: 64, out: '', err: expect.any(String) }],
    [['toString'], { exit: 64, out: '', err: expect.any(String) }],
  ])('%j', (args, expected) => expect(prepare(roles, args, {})).toEqual(expected));
});
