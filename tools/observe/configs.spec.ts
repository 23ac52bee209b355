import { describe, expect, it } from 'vitest';
import { ruleFiles } from '../promql/rules.ts';
import { faster } from './configs.ts';

describe('rules at the pace of tests', () => {
  it.each([
    ['        for: 15m', '        for: 30s'],
    ['    interval: 30s', '    interval: 1s'],
    ['  group_wait: 30s', '  group_wait: 1s'],
    ['rate(x[5m]) > 0.5 and x offset 1h > 300', 'rate(x[10s]) > 0.5 and x offset 120s > 300'],
    ['sum_over_time(x:rate5m[1h:5m]) * 300 > 5', 'sum_over_time(x:rate5m[120s:10s]) * 10 > 5'],
    ['fires_within: 7m', 'fires_within: 7m'],
  ])('%s', (text, short) => {
    expect(faster(text, 30)).toBe(short);
  });
  it('have no time of operators left', () => {
    for (const { name, text } of ruleFiles())
      expect(faster(text, 30), name).not.toMatch(/\[(?:5m|15m|1h)\]|\bfor: (?:1|2|5|10|15)m/);
  });
});
