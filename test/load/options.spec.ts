import { describe, expect, it } from 'vitest';
import { readOptions } from './options.ts';

describe('readOptions', () => {
  it('measures this checkout and the floor, once', () => {
    expect(readOptions([])).toMatchObject({ sides: ['here', 'floor'], rounds: 1, levels: [50, 200] });
  });
  it.each([
    [['--against', '/elsewhere'], { checkout: '/elsewhere', env: {} }],
    [['--against', '/elsewhere', '--against-env', 'A=1=2'], { checkout: '/elsewhere', env: { A: '1=2' } }],
  ])('compares in three rounds: %s', (args, other) => {
    expect(readOptions(args)).toMatchObject({ sides: ['here', 'other', 'floor'], rounds: 3, other });
  });
  it('compares this checkout with itself under other settings', () => {
    const options = readOptions(['--env', 'B=2', '--against-env', 'A=1', '--no-floor', '--rounds', '5']);
    expect(options).toMatchObject({ sides: ['here', 'other'], rounds: 5, here: { env: { B: '2' } } });
    expect(options?.other).toEqual({ checkout: options?.here.checkout, env: { A: '1' }, layout: 'nine' });
  });
  it('compares layouts', () => {
    const options = readOptions(['--layout', 'compact', '--against-layout', 'nine']);
    expect(options).toMatchObject({ here: { layout: 'compact' }, other: { layout: 'nine' }, rounds: 3 });
  });
  it('keeps the order of scenarios, whatever the order of the options', () => {
    expect(readOptions(['--only', 'rate', '--only', 'cold'])?.scenarios).toEqual(['cold', 'rate']);
  });
  it.each([
    [['--only', 'x']],
    [['--seconds', '0']],
    [['--rounds', '1.5']],
    [['--in-flight', '0']],
    [['--env', 'x']],
    [['--layout', 'x']],
  ])('refuses %s', (args) => {
    expect(() => readOptions(args)).toThrow(/must|want/);
  });
});
