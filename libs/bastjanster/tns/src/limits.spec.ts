import { expect, it } from 'vitest';
import { exampleInquiry, saidOn } from '@ssbtek/bastjanst-kit/testing';
import { tns } from './index';

const about = (personidentitet: string) => exampleInquiry({ general: { personidentitet } });

it.each([
  ['191212121212', 'data'],
  ['202402292383', 'data'],
  ['202201612393', 'data'],
  ['189909139801', '99 Oväntat fel'],
])('sources.md 2.6: the simulated TNS knows centuries 19 and 20: %s', (number, said) => {
  expect(saidOn('2026-09-22', tns, about(number))).toBe(said);
});

it('sources.md 2.6: only the century and the month have a form in its schema', () => {
  const odd = (from: string, to: string): string =>
    saidOn('2026-09-22', tns, about('191212121212'.replace(from, to)));
  expect([odd('191212', '191222'), odd('19121212', '19121299')]).toEqual(['99 Oväntat fel', 'data']);
});

it('takes everything where it is not strict', () => {
  // Nobody the simulator knows, of a century that TNS does not.
  const number = '191212121212'.replace('19', '18');
  expect(saidOn('2026-09-22', tns, about(number))).toBe('99 Oväntat fel');
  expect(saidOn('2026-09-22', tns, about(number), { strict: false })).toBe('data');
});
